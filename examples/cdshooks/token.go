package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// tokens returns a check of the token that a CDS client sends: signed by a key of the file, by one
// of the algorithms that CDS Hooks recommends, from a known issuer, for this address, and not too
// old. Keys come from a file and never from where a token says that they are. A token counts once:
// its id is what the specification has against a second use of it.
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
	seen := used{at: map[string]time.Time{}}
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
		at, end := now(), claims.Expiry.Time().Add(leeway)
		expected := jwt.Expected{AnyAudience: jwt.Audience{audience + r.URL.Path, audience}, Time: at}
		switch {
		case claims.ValidateWithLeeway(expected, leeway) != nil:
			return errors.New("the token is for another address, or not of now")
		case end.Sub(at) > longestToken+2*leeway:
			return fmt.Errorf("the token lasts longer than %s", longestToken)
		}
		return seen.first(claims.Issuer+" "+claims.ID, at, end)
	}, nil
}

const (
	leeway       = 30 * time.Second // by which clocks may differ
	longestToken = 5 * time.Minute  // of the specification
	mostTokens   = 100_000          // whose ids are kept at once
)

// used are the ids of tokens that count no more, with when each ends.
type used struct {
	sync.Mutex
	at map[string]time.Time
}

// first takes an id, or says why it does not count. Nothing is forgotten before its end: a store
// that is full refuses what is new.
func (u *used) first(id string, now, end time.Time) error {
	u.Lock()
	defer u.Unlock()
	if until, ok := u.at[id]; ok && now.Before(until) {
		return errors.New("the token was used before")
	}
	if len(u.at) >= mostTokens {
		maps.DeleteFunc(u.at, func(_ string, until time.Time) bool { return !now.Before(until) })
	}
	if len(u.at) >= mostTokens {
		return errors.New("too many tokens at once")
	}
	u.at[id] = end
	return nil
}
