package gate

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestAClosedGateHoldsUntilItOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g Gate
		if err := g.Pass(t.Context()); err != nil || g.Closed() {
			t.Errorf("the zero gate: %v, closed %v", err, g.Closed())
		}
		g.Close()
		g.Close()
		passed := make(chan error, 1)
		go func() { passed <- g.Pass(t.Context()) }()
		synctest.Wait()
		if len(passed) > 0 || !g.Closed() {
			t.Error("a closed gate let pass")
		}
		g.Open()
		if err := <-passed; err != nil {
			t.Error(err)
		}
	})
}

func TestWhoWaitsAtTheGateEndsWithItsContext(t *testing.T) {
	var g Gate
	g.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := g.Pass(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want %v", err, context.Canceled)
	}
}
