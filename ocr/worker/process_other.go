//go:build !linux

package worker

import (
	"os"
	"os/exec"
)

func ownProgram() (string, error) { return os.Executable() }

func separate(*exec.Cmd) {}

func killGroup(p *os.Process) { _ = p.Kill() }

// awaitExit returns when the child has ended.
func awaitExit(cmd *exec.Cmd) { _ = cmd.Wait() }

func reapGroup(int) {}

func wasKilled(*os.ProcessState) bool { return false }

func oomKills() int { return -1 }
