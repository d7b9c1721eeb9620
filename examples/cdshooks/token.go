package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// tokens returns a check of the token that a CDS client sends: signed by a key of the file, by one of
// the algorithms that CDS Hooks recommends, from a known issuer, for this address, and not too old.
// Keys come from a file and never from where a token says that they are.
func tokens(file string, issuers []string, audience string, now func() time.Time) (func(*http.Request) error, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var keys jose.JSONWebKeySet
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(keys.Keys) == 0 || len(issuers) == 0 || audience == "" {
		return nil, errors.New("tokens need a key, an issuer and the address of the service")
	}
	return func(r *http.Request) error {
		text, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			return errors.New("no token")
		}
		token, err := jwt.ParseSigned(text, []jose.SignatureAlgorithm{jose.ES384, jose.RS384, jose.ES256, jose.RS256})
		if err != nil || len(token.Headers) != 1 {
			return errors.New("the token cannot be read")
		}
		var claims jwt.Claims
		verified := false
		for _, key := range keys.Key(token.Headers[0].KeyID) {
			if token.Claims(key.Public(), &claims) == nil {
				verified = true
				break
			}
		}
		switch {
		case !verified:
			return errors.New("the token is signed by no key that is known here")
		case !slices.Contains(issuers, claims.Issuer):
			return errors.New("the token is from nobody who is known here")
		case claims.Expiry == nil || claims.ID == "":
			return errors.New("the token has no end or no id")
		}
		expected := jwt.Expected{AnyAudience: jwt.Audience{audience + r.URL.Path, audience}, Time: now()}
		if err := claims.ValidateWithLeeway(expected, 30*time.Second); err != nil {
			return errors.New("the token is for another address, or not of now")
		}
		return nil
	}, nil
}
