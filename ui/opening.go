package ui

import (
	"context"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"recto/ui/clipboard"
	"recto/ui/crash"
	"recto/ui/instance"
	"recto/ui/intake"
	"recto/ui/portal"
	"recto/ui/task"
)

// Intake is what the window gets pages in with. Every field may be left out.
type Intake struct {
	// Choose asks for files with the desktop's own dialog, as portal.Choose
	// does; without it, and where it gives portal.ErrNone, Fyne's dialog asks.
	Choose func(context.Context, portal.Request) ([]string, error)

	// Clipboard reads what was copied, as clipboard.Read does; without it, and
	// where it gives clipboard.ErrUnavailable, text alone can be pasted.
	Clipboard func(context.Context) (clipboard.Content, error)

	// Pasted is the folder for pictures that are pasted; "" keeps none.
	Pasted string

	// Recent is the file that remembers what was open lately; "" remembers
	// nothing.
	Recent string

	// Serve calls deliver for each start that hands its files to this window,
	// as instance.First.Serve does.
	Serve func(ctx context.Context, deliver func(instance.Request))

	// Crashes are the reports of crashes that nobody saw yet.
	Crashes []crash.Report
}

// opener gets pages into the window: it finds out which files are meant, off
// the user interface's goroutine, and has the session open them.
type opener struct {
	w    *window
	from Intake

	look    *task.Latest[intake.Found]
	chosen  *task.Latest[[]string]
	pasted  *task.Latest[pasted]
	recents *task.Latest[intake.Lately]

	// serve listens to other starts until the window ends, nil where there can
	// be none; aside is what runs beside the window.
	serve func()
	aside sync.WaitGroup

	// remembered is closed when the last change of the recent files was made.
	remembered chan struct{}
	lately     intake.Lately

	// pending are the paths that are looked at.
	pending []string

	// tried counts the files that the session was asked to open since all went
	// well.
	tried int

	// notice tells of what a folder held beside what was opened.
	notice message

	// noPortal is true once there turned out to be none.
	noPortal bool
	crashes  []crash.Report
}

func newOpener(ctx context.Context, w *window, from Intake, post func(func())) *opener {
	o := &opener{
		w: w, from: from, crashes: from.Crashes,
		look: task.New[intake.Found](ctx, post), chosen: task.New[[]string](ctx, post),
		pasted: task.New[pasted](ctx, post), recents: task.New[intake.Lately](ctx, post),
	}
	if from.Serve != nil {
		o.serve = func() { from.Serve(ctx, func(r instance.Request) { post(func() { o.onHanded(r) }) }) }
	}
	return o
}

// begin opens the first files, and listens to other starts.
func (o *opener) begin(files []string) {
	o.remember(nil)
	o.open(files...)
	if o.serve != nil {
		o.aside.Go(o.serve)
	}
}

// onHanded shows the window, with the files that another start was given.
func (o *opener) onHanded(r instance.Request) {
	if r.Take() {
		o.w.win.RequestFocus()
		o.open(r.Files...)
	}
}

// busy reports whether a result is still to come.
func (o *opener) busy() bool {
	return o.look.Running() || o.chosen.Running() || o.pasted.Running() || o.recents.Running()
}

// wait returns when nothing of the opener runs any more.
func (o *opener) wait() {
	o.look.Wait()
	o.chosen.Wait()
	o.pasted.Wait()
	o.recents.Wait()
	o.aside.Wait()
}

// open opens files, and those in folders. What is looked at still is looked at
// again with it, so that two drops come one after the other.
func (o *opener) open(paths ...string) {
	if len(paths) == 0 {
		return
	}
	o.pending = append(o.pending, paths...)
	pending := o.pending
	o.look.Start(func(ctx context.Context) (intake.Found, error) { return intake.Look(ctx, pending) }, o.onFound)
	o.w.status.show()
	o.w.showEnabled()
}

// stop gives up looking.
func (o *opener) stop() {
	o.look.Stop()
	o.pending = nil
	o.w.status.show()
	o.w.showEnabled()
}

// onFound opens what was found, and tells of the rest.
func (o *opener) onFound(found intake.Found, err error) {
	o.pending = nil
	if err != nil {
		o.w.status.show()
		return
	}
	if len(o.w.session.Problems) == 0 && o.w.session.Opening == 0 {
		o.tried = 0
	}
	o.tried += len(found.Files)
	o.notice = foundMessage(found)
	o.w.session.Open(found.Files...)
	o.remember(found.There)
	o.w.status.show()
	o.w.showMessages()
	o.w.showEnabled()
}

// foundMessage says what folders held beside what is opened; its text is "" for
// nothing.
func foundMessage(found intake.Found) message {
	var parts, details []string
	if found.Folders > 0 && len(found.Files) == 0 {
		parts = append(parts, lang.L("There is nothing in the folder that Recto opens."))
	}
	if n := len(found.LeftOut); n > 0 {
		parts = append(parts, lang.N("{{.Count}} file was left out, because Recto does not open its kind.", n, map[string]any{"Count": n}))
		details = append(details, found.LeftOut...)
	}
	if n := len(found.Unread); n > 0 {
		parts = append(parts, lang.N("{{.Count}} file or folder may not be read.", n, map[string]any{"Count": n}))
		details = append(details, found.Unread...)
	}
	if found.Cut {
		parts = append(parts, lang.L("There are more: only the first {{.Count}} are opened at once. Open the folders in it one by one.",
			map[string]any{"Count": len(found.Files)}))
	}
	return message{text: strings.Join(parts, " "), details: strings.Join(details, "\n")}
}

// messages are what the opener has to say.
func (o *opener) messages() []message {
	var list []message
	for i, report := range o.crashes {
		list = append(list, message{
			serious: true, details: report.Text, unfold: lang.L("Show report"),
			text: lang.L("Recto ended unexpectedly at {{.Time}}. Its report helps to mend it; it stays on this computer.",
				map[string]any{"Time": report.At.Format("2006-01-02 15:04")}),
			dismiss: func() { o.onCrashSeen(i) },
		})
	}
	if o.notice.text != "" {
		notice := o.notice
		notice.dismiss = func() { o.notice = message{}; o.w.showMessages() }
		list = append(list, notice)
	}
	return list
}

// onCrashSeen forgets a report that was seen.
func (o *opener) onCrashSeen(i int) {
	report := o.crashes[i]
	o.crashes = append(o.crashes[:i:i], o.crashes[i+1:]...)
	o.aside.Go(func() { _ = report.Forget() }) // it is told of again
	o.w.showMessages()
}

// progress says what is under way; "" for nothing.
func (o *opener) progress() string {
	switch {
	case o.look.Running() && len(o.pending) > 0:
		return lang.L("Looking for files…")
	case o.chosen.Running():
		return lang.L("Choose in the file dialog…")
	}
	return ""
}
