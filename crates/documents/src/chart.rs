//! Bars by month, as SVG for a page.
//!
//! A picture for the eye: heights are rounded to what a screen shows. The amounts themselves stand in a table beside it.
//! The colours are names for the stylesheet, which has them in light and dark.

use std::fmt::Display;

use plotters::backend::SVGBackend;
use plotters::prelude::{
    ChartBuilder, IntoDrawingArea, IntoFont, IntoSegmentedCoord, RGBColor, Rectangle, SegmentValue,
    Text,
};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::paper::PaperError;

/// What a bar is filled with: `#2456B3` in the picture.
const BAR: RGBColor = RGBColor(0x24, 0x56, 0xB3);
/// What is written in: `#556070`.
const INK: RGBColor = RGBColor(0x55, 0x60, 0x70);
/// The line that bars stand on: `#D5DCE5`.
const RULE: RGBColor = RGBColor(0xD5, 0xDC, 0xE5);

const WIDTH: u32 = 880;
const HEIGHT: u32 = 220;

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What stands below it.
    pub label: String,
    /// How high it is, in any unit, not less than nothing.
    pub height: f64,
    /// What stands above it; nothing above a bar of no height.
    pub text: String,
}

/// A picture of bars.
///
/// # Errors
///
/// [`PaperError::Layout`], which is a fault of what is built in.
pub fn bars(bars: &[Bar]) -> Result<String, PaperError> {
    let mut svg = String::new();
    draw(bars, &mut svg)?;
    Ok(svg)
}

fn draw(bars: &[Bar], svg: &mut String) -> Result<(), PaperError> {
    let area = SVGBackend::with_string(svg, (WIDTH, HEIGHT)).into_drawing_area();
    let top = bars.iter().map(|bar| bar.height).fold(0.0, f64::max);
    let top = if top > 0.0 { top * 1.2 } else { 1.0 };
    let count = bars.len().max(1);
    let small = ("sans-serif", 13).into_font().color(&INK);
    let mut chart = ChartBuilder::on(&area)
        .margin(4)
        .x_label_area_size(24)
        .build_cartesian_2d((0..count.saturating_sub(1)).into_segmented(), 0.0..top)
        .map_err(unfit)?;
    let label = |at: &SegmentValue<usize>| match at {
        SegmentValue::CenterOf(at) => bars.get(*at).map(|bar| bar.label.clone()),
        SegmentValue::Exact(_) | SegmentValue::Last => None,
    };
    chart
        .configure_mesh()
        .disable_mesh()
        .disable_y_axis()
        .axis_style(RULE)
        .x_labels(count)
        .x_label_formatter(&|at| label(at).unwrap_or_default())
        .x_label_style(small.clone())
        .draw()
        .map_err(unfit)?;
    let shapes = bars.iter().enumerate().filter(|(_, bar)| bar.height > 0.0);
    let rectangles = shapes.clone().map(|(at, bar)| {
        let corners = [
            (SegmentValue::Exact(at), 0.0),
            (SegmentValue::Exact(at.saturating_add(1)), bar.height),
        ];
        let mut rectangle = Rectangle::new(corners, BAR.filled());
        rectangle.set_margin(0, 0, 6, 6);
        rectangle
    });
    chart.draw_series(rectangles).map_err(unfit)?;
    let above = small.pos(Pos::new(HPos::Center, VPos::Bottom));
    let texts = shapes.map(|(at, bar)| {
        Text::new(bar.text.clone(), (SegmentValue::CenterOf(at), bar.height), above.clone())
    });
    chart.draw_series(texts).map_err(unfit)?;
    area.present().map_err(unfit)
}

fn unfit(error: impl Display) -> PaperError {
    PaperError::Layout(format!("the chart: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, height: f64) -> Bar {
        Bar { label: label.to_owned(), height, text: format!("{height} & more") }
    }

    #[test]
    fn a_bar_is_as_high_as_its_value_and_what_is_written_is_escaped() {
        let svg = bars(&[bar("<Jan>", 10.0), bar("Feb", 0.0), bar("Mar", 20.0)]).unwrap();
        assert!(svg.starts_with("<svg "), "{svg}");
        assert!(svg.contains("&lt;Jan&gt;") && svg.contains("20 &amp; more"), "{svg}");
        assert!(
            !svg.contains("0 &amp; more\n</text>\n<text") || !svg.contains("\n0 &amp;"),
            "{svg}"
        );
        let heights: Vec<u32> = svg
            .split("<rect ")
            .filter(|rest| rest.contains("fill=\"#2456B3\""))
            .filter_map(|rest| rest.split("height=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect();
        let [first, second] = heights.as_slice() else { panic!("{heights:?} in {svg}") };
        assert!(second.abs_diff(first * 2) <= 2, "{heights:?}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        for none in [Vec::new(), vec![bar("Jan", 0.0)]] {
            assert!(!bars(&none).unwrap().contains("#2456B3"));
        }
    }
}
