package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"time"

	"github.com/safehands/safehands/screening/cdshooks"
)

// limits of the service. A request that is longer, or a moment too many, is refused and not queued.
const (
	atOnce   = 64
	answerIn = 20 * time.Second
)

// server is the service over HTTP. What it logs is the route, the status and the time it took:
// nothing of a request, and no error that quotes one.
type server struct {
	service cdshooks.Service
	now     func() time.Time
	check   func(*http.Request) error // of the token; nil checks nothing
	log     *slog.Logger
	slots   chan struct{}
}

func newServer(s cdshooks.Service, check func(*http.Request) error, log *slog.Logger) *server {
	return &server{service: s, now: time.Now, check: check, log: log, slots: make(chan struct{}, atOnce)}
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cds-services", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, s.service.Discovery())
	})
	mux.HandleFunc("POST /cds-services/{id}", s.guarded(s.cards))
	mux.HandleFunc("POST /cds-services/{id}/feedback", s.guarded(s.feedback))
	return s.logged(mux, cors(http.TimeoutHandler(mux, answerIn, `{"error":"it took too long"}`)))
}

// cors lets a client in a browser ask, from anywhere: the token says who it is, not the origin.
func cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
		h.Set("Access-Control-Max-Age", "600")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// status remembers what was written.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

func (s *server) logged(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := s.now()
		out := &status{w, http.StatusOK}
		next.ServeHTTP(out, r)
		_, route := mux.Handler(r) // and not the path, which anybody may write anything into
		s.log.Info("request", "route", route, "status", out.code, "took", s.now().Sub(begun).Round(time.Millisecond))
	})
}

// guarded lets a request through that is of this service, sound and not one too many, with its
// body.
func (s *server) guarded(next func(http.ResponseWriter, []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("id") != s.service.ID {
			reply(w, http.StatusNotFound, failure("there is no such service"))
			return
		}
		if s.check != nil {
			if err := s.check(r); err != nil {
				w.Header().Set("WWW-Authenticate", "Bearer")
				reply(w, http.StatusUnauthorized, failure(err.Error()))
				return
			}
		}
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			reply(w, http.StatusUnsupportedMediaType, failure("send application/json"))
			return
		}
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		default:
			w.Header().Set("Retry-After", "1")
			reply(w, http.StatusServiceUnavailable, failure("too many requests at once"))
			return
		}
		data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, cdshooks.MaxRequest))
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			reply(w, http.StatusRequestEntityTooLarge, failure(fmt.Sprintf("at most %d bytes are read", long.Limit)))
		case err != nil:
			reply(w, http.StatusBadRequest, failure("the body was cut off"))
		default:
			next(w, data)
		}
	}
}

func (s *server) cards(w http.ResponseWriter, data []byte) {
	r, err := cdshooks.ReadRequest(data)
	if missing := (cdshooks.MissingPrefetch{}); errors.As(err, &missing) {
		reply(w, http.StatusPreconditionFailed, failure(missing.Error()))
		return
	}
	if err != nil {
		reply(w, http.StatusBadRequest, failure(err.Error()))
		return
	}
	out, err := s.service.Cards(r, s.now())
	if err != nil {
		reply(w, http.StatusInternalServerError, failure("it could not be decided"))
		return
	}
	reply(w, http.StatusOK, out)
}

// feedback takes what became of cards. A clinic keeps it; here it is only counted.
func (s *server) feedback(w http.ResponseWriter, data []byte) {
	list, err := cdshooks.ReadFeedback(data)
	if err != nil {
		reply(w, http.StatusBadRequest, failure(err.Error()))
		return
	}
	count := map[string]int{}
	for _, f := range list {
		count[f.Outcome]++
	}
	s.log.Info("feedback", "accepted", count["accepted"], "overridden", count["overridden"])
	w.WriteHeader(http.StatusOK)
}

func failure(text string) map[string]string { return map[string]string{"error": text} }

func reply(w http.ResponseWriter, code int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		code, data = http.StatusInternalServerError, []byte(`{"error":"the answer could not be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	_, _ = w.Write(data) // whoever is gone needs no answer
}
