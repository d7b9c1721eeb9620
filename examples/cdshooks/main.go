// Cdshooks is the screening as a CDS Hooks 2.0 service: discovery, patient-view, appointment-book,
// encounter-start, and feedback.
//
//	go run . -base https://clinic.example/fhir
//	go run . -base https://clinic.example/fhir -jwks keys.json -issuers https://ehr.example -url https://cds.example
//
// Without -jwks anybody who reaches the port may ask, and it says so when it starts. TLS is for
// what stands in front of it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/cdshooks"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/fhir"
)

func newService(base, link string) (cdshooks.Service, error) {
	s, err := screening.New()
	if err != nil {
		return cdshooks.Service{}, err
	}
	words, err := screening.NewWords(s)
	if err != nil {
		return cdshooks.Service{}, err
	}
	tables, err := codes.New(s.Rules())
	if err != nil {
		return cdshooks.Service{}, err
	}
	return cdshooks.Service{
		ID: "massage-screening", Screener: s, Words: words, Lookup: fhir.Lookup{Tables: tables},
		Source: cdshooks.Source{Label: "Safehands"}, Texts: cdshooks.English(), FormLink: link,
		Form: fhir.NewForm(words, base, "en"),
		Overrides: []cdshooks.Reason{
			{Code: "agreed", System: base + "/CodeSystem/override", Display: "Agreed with the treating clinician"},
			{Code: "wrong", System: base + "/CodeSystem/override", Display: "What it rests on is not so"},
		},
	}, nil
}

func run(args []string) error {
	f := flag.NewFlagSet("cdshooks", flag.ContinueOnError)
	addr := f.String("addr", "localhost:8080", "where to listen")
	base := f.String("base", "", "address that forms and codes are called by, without a slash at its end")
	link := f.String("form", "", "where the form can be filled in")
	jwks := f.String("jwks", "", "file with the keys of the clients (JWKS); without it no token is checked")
	issuers := f.String("issuers", "", "who may sign tokens, joined by commas")
	url := f.String("url", "", "address of this service, for which tokens are meant")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *base == "" {
		return errors.New("-base is missing: https://clinic.example/fhir")
	}
	service, err := newService(*base, *link)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	var check func(*http.Request) error
	if *jwks == "" {
		log.Warn("no token is checked: whoever reaches this port may ask; -jwks checks them")
	} else if check, err = tokens(*jwks, strings.Split(*issuers, ","), *url, time.Now); err != nil {
		return err
	}
	server := &http.Server{
		Addr: *addr, Handler: newServer(service, check, log).handler(), ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(end)
	}()
	log.Info("listening", "addr", *addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
