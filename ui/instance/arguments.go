package instance

import "recto/ui/intake"

// NewWindow is the argument, before all others, that asks for a window of its
// own beside the one that runs.
const NewWindow = "--new-window"

// Arguments are the files that the arguments of the window's role name, as
// absolute paths, and whether a window of its own is wanted. What stands behind
// "--" is a file whatever it looks like.
func Arguments(args []string) (files []string, own bool) {
	if len(args) > 0 && args[0] == NewWindow {
		args, own = args[1:], true
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	return intake.Arguments(args), own
}
