// Services through OVHcloud's package for Go: what there is, how it is renewed, and changing that.
//
//	go run . account
//	go run . list vps                 (also domain, hosting/web, dedicated/server, any product line)
//	go run . infos vps vps112233.ovh.net
//	go run . edit vps vps112233.ovh.net automatic=true manualPayment=false period=3
//	go run . inventory
//
// The endpoint and the keys come from the variables OVH_ENDPOINT, OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and
// OVH_CONSUMER_KEY, or from ovh.conf. An endpoint is a name that the package knows, such as ovh-eu, or a URL.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/ovh/go-ovh/ovh"
)

// renewal is how a service is renewed. The whole of it is sent back, as programs do that fill in what was not said.
type renewal struct {
	Automatic          bool `json:"automatic"`
	DeleteAtExpiration bool `json:"deleteAtExpiration"`
	Forced             bool `json:"forced"`
	ManualPayment      bool `json:"manualPayment"`
	Period             int  `json:"period"`
}

// infos are expiry and renewal of a service.
type infos struct {
	ServiceID   int64   `json:"serviceId"`
	Expiration  string  `json:"expiration"`
	Status      string  `json:"status"`
	RenewalType string  `json:"renewalType"`
	Renew       renewal `json:"renew"`
}

var errUsage = errors.New("usage: account | list LINE | infos LINE NAME | edit LINE NAME FIELD=VALUE… | inventory")

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	client, err := ovh.NewDefaultClient()
	if err != nil {
		return err
	}
	switch {
	case len(arguments) == 1 && arguments[0] == "account":
		return account(client)
	case len(arguments) == 2 && arguments[0] == "list":
		return list(client, arguments[1])
	case len(arguments) == 3 && arguments[0] == "infos":
		return show(client, arguments[1], arguments[2])
	case len(arguments) > 3 && arguments[0] == "edit":
		return edit(client, arguments[1], arguments[2], arguments[3:])
	case len(arguments) == 1 && arguments[0] == "inventory":
		return inventory(client)
	}
	return errUsage
}

// account says whose the keys are. The slash at the end is one that OVHcloud's own command sends.
func account(client *ovh.Client) error {
	var me struct{ Nichandle, Email, OvhSubsidiary string }
	if err := client.Get("/me/", &me); err != nil {
		return err
	}
	fmt.Println(me.Nichandle, me.Email, me.OvhSubsidiary)
	return nil
}

// list prints what a product line says of each of its services.
func list(client *ovh.Client, line string) error {
	var names []string
	if err := client.Get("/"+line, &names); err != nil {
		return err
	}
	for _, name := range names {
		var item map[string]any
		if err := client.Get(path(line, name), &item); err != nil {
			return err
		}
		columns := []string{name}
		for _, field := range []string{"displayName", "state", "zone", "datacenter", "offer", "os"} {
			if value, known := item[field].(string); known {
				columns = append(columns, field+"="+value)
			}
		}
		fmt.Println(strings.Join(columns, "  "))
	}
	return nil
}

func show(client *ovh.Client, line, name string) error {
	var found infos
	if err := client.Get(path(line, name)+"/serviceInfos", &found); err != nil {
		return err
	}
	fmt.Printf("service %d, %s, expires on %s, %s, every %d months\n",
		found.ServiceID, found.Status, found.Expiration, found.RenewalType, found.Renew.Period)
	return nil
}

// edit changes how a service is renewed: reads it, sets what was said, and sends all of it back.
func edit(client *ovh.Client, line, name string, changes []string) error {
	var found infos
	if err := client.Get(path(line, name)+"/serviceInfos", &found); err != nil {
		return err
	}
	for _, change := range changes {
		field, text, _ := strings.Cut(change, "=")
		fields := map[string]*bool{
			"automatic":          &found.Renew.Automatic,
			"deleteAtExpiration": &found.Renew.DeleteAtExpiration,
			"manualPayment":      &found.Renew.ManualPayment,
		}
		var err error
		if flag, known := fields[field]; known {
			*flag, err = strconv.ParseBool(text)
		} else if field == "period" {
			found.Renew.Period, err = strconv.Atoi(text)
		} else {
			err = errUsage
		}
		if err != nil {
			return fmt.Errorf("%s: %w", change, err)
		}
	}
	body := map[string]any{"renew": found.Renew}
	if err := client.Put(path(line, name)+"/serviceInfos", body, nil); err != nil {
		return err
	}
	return show(client, line, name)
}

// inventory makes the calls of the data sources of OVHcloud's Terraform provider, and prints how much each has found.
func inventory(client *ovh.Client) error {
	calls := []string{"/auth/details", "/me", "/vps", "/domain", "/hosting/web", "/dedicated/server",
		"/me/paymentMean/bankAccount", "/me/paymentMean/creditCard", "/me/payment/method?default=true",
		"/services?routes=" + url.QueryEscape("/vps/{serviceName}")}
	below := map[string][]string{
		"vps":              {"", "/ips", "/datacenter", "/serviceInfos"},
		"dedicated/server": {"", "/ips", "/virtualNetworkInterface", "/serviceInfos"},
		"domain":           {"", "/serviceInfos"},
		"hosting/web":      {"", "/serviceInfos"},
	}
	for _, line := range []string{"vps", "dedicated/server", "domain", "hosting/web"} {
		var names []string
		if err := client.Get("/"+line, &names); err != nil {
			return err
		}
		for _, name := range names {
			for _, rest := range below[line] {
				calls = append(calls, path(line, name)+rest)
			}
		}
	}
	for _, call := range calls {
		var answer json.RawMessage
		if err := client.Get(call, &answer); err != nil {
			return err
		}
		var items []any
		if json.Unmarshal(answer, &items) == nil {
			fmt.Printf("%s: %d\n", call, len(items))
		} else {
			fmt.Printf("%s: an object\n", call)
		}
	}
	return nil
}

func path(line, name string) string {
	return "/" + line + "/" + url.PathEscape(name)
}
