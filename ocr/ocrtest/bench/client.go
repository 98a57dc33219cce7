package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// client asks a server as the SDKs do.
type client struct {
	http    *http.Client
	address string // "http://localhost:5000"
}

// newClient keeps one connection open for each of so many users.
func newClient(address string, users int) client {
	return client{
		http:    &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: users, DisableCompression: true}},
		address: address,
	}
}

func (c client) close() { c.http.CloseIdleConnections() }

// pollEvery is how often the official clients ask.
const pollEvery = time.Second

// answer is what is looked at of a poll's document.
type answer struct {
	Status        string    `json:"status"`
	Created       time.Time `json:"createdDateTime"`
	Updated       time.Time `json:"lastUpdatedDateTime"`
	AnalyzeResult struct {
		ReadResults []struct {
			Lines []struct {
				Text string `json:"text"`
			} `json:"lines"`
		} `json:"readResults"`
	} `json:"analyzeResult"`
}

// post sends a document and wants a status; it returns what came.
func (c client) post(ctx context.Context, path string, document []byte, want int) (http.Header, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address+path, bytes.NewReader(document))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := c.http.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != want {
		err = fmt.Errorf("POST %s: %s: %s", path, res.Status, body)
	}
	return res.Header, body, err
}

// submit sends a document to be read, and returns where its result will be.
func (c client) submit(ctx context.Context, document []byte, query string) (location string, err error) {
	header, _, err := c.post(ctx, "/vision/v3.2/read/analyze"+query, document, http.StatusAccepted)
	if err != nil {
		return "", err
	}
	return header.Get("Operation-Location"), nil
}

// analyze has a document read while it waits.
func (c client) analyze(ctx context.Context, document []byte) error {
	_, body, err := c.post(ctx, "/vision/v3.2/read/syncAnalyze", document, http.StatusOK)
	if err != nil {
		return err
	}
	return check(body)
}

// check wants a document that says that text was read.
func check(body []byte) error {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return err
	}
	if a.Status != "succeeded" || len(a.AnalyzeResult.ReadResults) == 0 || len(a.AnalyzeResult.ReadResults[0].Lines) == 0 {
		return fmt.Errorf("not read: %s", body)
	}
	return nil
}

func (c client) poll(ctx context.Context, location string) (a answer, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, location, nil)
	if err != nil {
		return a, err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return a, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return a, err
	case res.StatusCode != http.StatusOK:
		return a, fmt.Errorf("lost: GET %s: %s: %s", location, res.Status, body)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("GET %s: %w", location, err)
	}
	switch a.Status {
	case "succeeded":
		return a, check(body)
	case "failed":
		return a, fmt.Errorf("failed: GET %s: %s", location, body)
	}
	return a, nil
}

// await polls until an operation has one of the states, and is its last answer
// then. That it fails is an error.
func (c client) await(ctx context.Context, location string, every time.Duration, state string) (answer, error) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		a, err := c.poll(ctx, location)
		if err != nil || a.Status == state || a.Status == "succeeded" {
			return a, err
		}
		select {
		case <-ctx.Done():
			return a, ctx.Err()
		case <-tick.C:
		}
	}
}

// crowd has so many users do a thing again and again, while more says so. The
// first error ends it for all.
func crowd(ctx context.Context, users int, more func() bool, do func(ctx context.Context, user int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make([]error, users)
	var wg sync.WaitGroup
	for user := range users {
		wg.Go(func() {
			for ctx.Err() == nil && more() {
				if err := do(ctx, user); err != nil {
					// What the others lose by that is no news.
					if !errors.Is(err, context.Canceled) {
						errs[user] = err
					}
					cancel()
					return
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(append(errs, context.Cause(ctx))...)
}
