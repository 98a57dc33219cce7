package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"recto/settings"
)

func TestWithoutAnAPITheWindowSpeaksOfNone(t *testing.T) {
	r := try(t, nil)
	for _, c := range r.commands {
		if c.id == "api" {
			t.Error("there is a command for it")
		}
	}
	if r.api != nil || r.status.api != nil {
		t.Error("there is a panel or a sign")
	}
	r.begin(nil)
}

func TestTheAPIIsOffAtFirst(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.begin(nil)
	r.start("api")
	if r.api.api.phase != apiOff || len(fake.starts()) != 0 || r.api.toggle.Text != "Turn on" || r.status.api.Text != "API off" || r.api.address.Visible() {
		t.Errorf("phase %d, starts %v, the switch says %q, the sign %q", r.api.api.phase, fake.starts(), r.api.toggle.Text, r.status.api.Text)
	}
}

func TestTheSwitchTurnsTheAPIOnAndOffAtOnce(t *testing.T) {
	fake := &fakeAPI{starting: make(chan struct{})}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	if r.api.api.phase != apiStarting || !r.api.toggle.Disabled() || r.api.state.Text != "Turning on…" || r.api.form.Visible() {
		t.Errorf("while it starts: phase %d, %q", r.api.api.phase, r.api.state.Text)
	}
	close(fake.starting)
	r.untilPhase(t, apiOn)
	if got := fake.starts(); len(got) != 1 || got[0] != (APIOptions{Port: 5000}) {
		t.Errorf("started with %v", got)
	}
	if r.api.address.Text != "http://localhost:5000" || !r.api.address.Visible() || r.api.toggle.Text != "Turn off" || r.status.api.Text != "API on, port 5000" {
		t.Errorf("on: address %q, switch %q, sign %q", r.api.address.Text, r.api.toggle.Text, r.status.api.Text)
	}
	r.flip(t)
	r.untilPhase(t, apiOff)
	if got := fake.stopped(); !slices.Equal(got, []bool{true}) || r.api.address.Visible() || r.status.api.Text != "API off" {
		t.Errorf("off: stops %v, sign %q", got, r.status.api.Text)
	}
	r.flip(t)
	r.untilPhase(t, apiOn)
}

func TestABusyPortIsSaidAndTheNextOneOffered(t *testing.T) {
	fake := &fakeAPI{taken: []int{5000, 5001}}
	r, k := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOff)
	for _, port := range []string{"5000", "5001"} {
		if got := panelSaid(r); !strings.HasPrefix(got, "Port "+port+" is in use by another program.") {
			t.Fatalf("the panel says %q", got)
		}
		next := map[string]string{"5000": "Use 5001", "5001": "Use 5002"}[port]
		r.press(t, next)
		r.loop.Until(t, "it was tried", func() bool { return r.api.api.phase == apiOn || r.api.api.phase == apiOff })
	}
	r.untilKept(t)
	if r.api.address.Text != "http://localhost:5002" || r.api.port.Text != "5002" || panelSaid(r) != "" || k.get().APIPort != 5002 {
		t.Errorf("at %q, port %q, kept %d, the panel says %q", r.api.address.Text, r.api.port.Text, k.get().APIPort, panelSaid(r))
	}
}

func TestChoicesAreKept(t *testing.T) {
	r, k := tryAPI(t, &fakeAPI{}, nil)
	r.start("api")
	r.api.port.SetText("6000")
	r.api.key.SetText("secret")
	r.untilKept(t)
	if got := k.get(); got.APIOn || got.APIPort != 6000 || got.APIKey != "secret" {
		t.Errorf("typed: kept %v %d %q", got.APIOn, got.APIPort, got.APIKey)
	}
	for _, on := range []bool{true, false} {
		r.flip(t)
		r.loop.Until(t, "it is done", func() bool { return r.api.api.phase == apiOn || r.api.api.phase == apiOff })
		r.untilKept(t)
		if got := k.get(); got.APIOn != on || got.APIPort != 6000 || got.APIKey != "secret" {
			t.Errorf("on %v: kept %v %d %q", on, got.APIOn, got.APIPort, got.APIKey)
		}
	}
	if got, want := k.get().Languages, settings.Defaults().Languages; !slices.Equal(got, want) {
		t.Errorf("languages are %v now", got)
	}
}

func TestAChoiceThatCannotBeKeptIsSaid(t *testing.T) {
	r, k := tryAPI(t, &fakeAPI{}, nil)
	k.err = errors.New("no disk")
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	r.untilKept(t)
	if got := r.said(); !strings.Contains(got, "holds only until Recto is closed") || strings.Contains(got, "no disk") {
		t.Errorf("the window says %q", got)
	}
}

func remembered(on bool) settings.Settings {
	chosen := settings.Defaults()
	chosen.APIOn, chosen.APIPort, chosen.APIKey = on, 7000, "k"
	return chosen
}

func TestTheAPIIsOnAgainAtTheNextStart(t *testing.T) {
	fake := &fakeAPI{}
	r, k := startAPI(t, fake, nil, remembered(true))
	r.begin(nil)
	r.untilPhase(t, apiOn)
	r.untilKept(t)
	if got := fake.starts(); len(got) != 1 || got[0] != (APIOptions{Port: 7000, Key: "k"}) || k.writes != 0 {
		t.Errorf("started with %v, %d writes", got, k.writes)
	}
	if r.api.content.Visible() || r.said() != "" {
		t.Error("the start of the API shows itself")
	}
}

func TestAPortThatIsBusyAtTheStartIsSaidOverThePanesAlone(t *testing.T) {
	fake := &fakeAPI{taken: []int{7000}}
	r, k := startAPI(t, fake, nil, remembered(true))
	r.begin(nil)
	r.loop.Until(t, "it was tried", func() bool { return r.api.api.err != nil })
	if len(r.win.Canvas().Overlays().List()) != 0 || r.api.content.Visible() {
		t.Error("something popped up")
	}
	if got := r.said(); !strings.Contains(got, "Port 7000 is in use by another program. Use 7001?") {
		t.Errorf("the window says %q", got)
	}
	if !k.get().APIOn {
		t.Error("the API would be off at the next start")
	}
	r.start("api")
	if r.said() != "" || panelSaid(r) == "" {
		t.Errorf("with the panel shown the window says %q, the panel %q", r.said(), panelSaid(r))
	}
	r.start("api")
	r.press(t, "Use 7001")
	r.untilPhase(t, apiOn)
	if r.said() != "" || r.status.api.Text != "API on, port 7001" {
		t.Errorf("the window says %q, the sign %q", r.said(), r.status.api.Text)
	}
}

func TestRunningOperationsAreAskedAbout(t *testing.T) {
	for choice, want := range map[string]struct {
		stops []bool
		phase apiPhase
	}{
		"Keep it on":      {nil, apiOn},
		"Cancel them":     {[]bool{false}, apiOff},
		"Let them finish": {[]bool{true}, apiOff},
	} {
		t.Run(choice, func(t *testing.T) {
			fake := &fakeAPI{}
			r, k := tryAPI(t, fake, nil)
			r.start("api")
			r.flip(t)
			r.untilPhase(t, apiOn)
			end := fake.work(3)
			r.flip(t)
			if len(r.dialogs) != 1 || len(fake.stopped()) != 0 {
				t.Fatalf("%d dialogs, stops %v", len(r.dialogs), fake.stopped())
			}
			r.press(t, choice)
			if want.stops != nil && want.stops[0] {
				if r.api.state.Text != "Turning off after 3 operations…" || !r.api.cancel.Visible() || k.get().APIOn && !r.choices.memory.writing.Running() {
					t.Errorf("while they finish the panel says %q", r.api.state.Text)
				}
				end()
			}
			r.untilPhase(t, want.phase)
			if got := fake.stopped(); !slices.Equal(got, want.stops) || len(r.dialogs) != 0 {
				t.Errorf("stops %v, want %v; %d dialogs", got, want.stops, len(r.dialogs))
			}
		})
	}
}

func TestOperationsThatFinishCanBeCancelled(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	fake.work(1)
	r.flip(t)
	r.press(t, "Let it finish")
	r.loop.Until(t, "the first stop waits", func() bool { return len(fake.stopped()) == 1 || r.loop.Turn() })
	r.press(t, "Cancel it")
	r.untilPhase(t, apiOff)
	if got := fake.stopped(); !slices.Equal(got, []bool{true, false}) || panelSaid(r) != "" {
		t.Errorf("stops %v, the panel says %q", got, panelSaid(r))
	}
}

func TestAnAPIThatEndedByItselfIsSaid(t *testing.T) {
	fake := &fakeAPI{}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	fake.set(func(s *APIState) { s.Address = "" })
	r.api.show()
	if r.api.api.phase != apiOff || !strings.Contains(panelSaid(r), "has ended") || r.status.api.Text != "API off" {
		t.Errorf("phase %d, the panel says %q", r.api.api.phase, panelSaid(r))
	}
}

func TestAnAPIThatCannotBeTurnedOffStaysOn(t *testing.T) {
	fake := &fakeAPI{stopErr: errors.New("stuck")}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	r.flip(t)
	r.untilPhase(t, apiOn)
	if got := panelSaid(r); got != "The local API could not be turned off. Try again." || r.api.toggle.Text != "Turn off" {
		t.Errorf("the panel says %q", got)
	}
}

func TestTheClosedWindowEndsTheAPIAndDoesNotAsk(t *testing.T) {
	fake := &fakeAPI{}
	r, k := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	r.untilKept(t)
	fake.work(3)
	r.close()
	if fake.closed() != 1 || len(fake.stopped()) != 0 || fake.State().Address != "" {
		t.Errorf("closed %d times, stops %v: what is running should be left for the next start", fake.closed(), fake.stopped())
	}
	if !k.get().APIOn {
		t.Error("the API would be off at the next start")
	}
}

func TestTheClosedWindowEndsAnAPIThatIsStarting(t *testing.T) {
	fake := &fakeAPI{starting: make(chan struct{})}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.close()
	if fake.closed() != 1 || len(fake.starts()) != 0 {
		t.Errorf("closed %d times, starts %v", fake.closed(), fake.starts())
	}
}

func TestTheClosedWindowEndsAnAPIThatIsFinishing(t *testing.T) {
	fake := &fakeAPI{}
	r, k := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	fake.work(2)
	r.flip(t)
	r.press(t, "Let them finish")
	r.loop.Until(t, "the first stop waits", func() bool { return len(fake.stopped()) == 1 || r.loop.Turn() })
	r.close()
	if got := fake.stopped(); !slices.Equal(got, []bool{true}) || fake.closed() != 1 || fake.State().Address != "" || k.get().APIOn {
		t.Errorf("stops %v, closed %d times, kept on %v", got, fake.closed(), k.get().APIOn)
	}
}

func TestTheClosedWindowDoesNotWaitForAHungAPI(t *testing.T) {
	fake := &fakeAPI{hangs: true}
	r, _ := tryAPI(t, fake, nil)
	r.start("api")
	r.flip(t)
	r.untilPhase(t, apiOn)
	r.api.closeLimit = time.Millisecond
	r.close() // would hang
	r.api.api.phase = apiOff
}

func TestTheSignOpensThePanel(t *testing.T) {
	r, _ := tryAPI(t, &fakeAPI{}, nil)
	for _, want := range []bool{true, false} {
		test.Tap(r.status.api)
		if r.api.content.Visible() != want || r.items[r.command("api")].Checked != want {
			t.Errorf("panel shown = %v, want %v", r.api.content.Visible(), want)
		}
	}
}
