package worker

import (
	"bufio"
	"io/fs"
	"math"
	"os"
	"path"
	"runtime"
	"strconv"
	"strings"

	"github.com/klauspost/cpuid/v2"
)

// childMemory is what a child that reads pages is counted at, in bytes: A4 at
// 300 dpi takes 250–400 MB, one share more is kept for the other processes.
const childMemory = 600 << 20

// DefaultSize is how many pages this machine reads best at once: its physical
// cores, or less where the scheduler's affinity, the CPU quota or the memory
// of the cgroup (v1 or v2), or that of the machine allow less; at least 1.
func DefaultSize() int {
	system := os.DirFS("/")
	cpus, memory := cgroupLimits(system)
	return sizeFor(physicalCores(), cpus, min(memory, totalMemory(system)))
}

// sizeFor is the pool size for cores, a CPU quota in cores and memory in bytes.
func sizeFor(cores int, cpus, memory float64) int {
	n := min(float64(cores), math.Ceil(cpus), math.Floor(memory/childMemory)-1)
	return max(1, int(n))
}

// physicalCores is the number of cores among the CPUs that this process may
// run on. A second thread of a core gains little: the engine's loops fill it.
func physicalCores() int {
	usable := runtime.NumCPU()
	perCore := max(1, cpuid.CPU.ThreadsPerCore)
	// cpuid counts the cores of one socket, the division those of all.
	return max(1, min(usable, max(cpuid.CPU.PhysicalCores, usable/perCore)))
}

// cgroupLimits are the CPU quota in cores and the memory limit in bytes of the
// control groups of this process; +Inf where there is none.
func cgroupLimits(system fs.FS) (cpus, memory float64) {
	cpus, memory = math.Inf(1), math.Inf(1)
	for controller, group := range ownGroups(system) {
		root := "sys/fs/cgroup"
		if controller != "" {
			root = path.Join(root, controller)
		}
		// A limit of any group above holds too. In a container the path is
		// often the host's and only the root of it can be seen.
		for dir := path.Join(root, group); ; dir = path.Dir(dir) {
			switch controller {
			case "":
				cpus = min(cpus, quota(words(system, dir+"/cpu.max")))
				memory = min(memory, number(words(system, dir+"/memory.max")))
			case "memory":
				memory = min(memory, number(words(system, dir+"/memory.limit_in_bytes")))
			default:
				cfs := append(words(system, dir+"/cpu.cfs_quota_us"), words(system, dir+"/cpu.cfs_period_us")...)
				cpus = min(cpus, quota(cfs))
			}
			if len(dir) <= len(root) {
				break
			}
		}
	}
	return cpus, memory
}

// ownGroups are the control groups of this process: of version 2 under "", of
// version 1 under the folder of the controllers cpu and memory.
func ownGroups(system fs.FS) map[string]string {
	groups := map[string]string{}
	f, err := system.Open("proc/self/cgroup")
	if err != nil {
		return groups
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.SplitN(lines.Text(), ":", 3)
		if len(fields) != 3 {
			continue
		}
		for controller := range strings.SplitSeq(fields[1], ",") {
			switch controller {
			case "", "memory":
				groups[controller] = fields[2]
			case "cpu":
				groups[fields[1]] = fields[2] // the folder is "cpu,cpuacct"
				groups["cpu"] = fields[2]
			}
		}
	}
	return groups
}

// quota is a CPU quota over its period; +Inf where there is none.
func quota(fields []string) float64 {
	if len(fields) != 2 {
		return math.Inf(1)
	}
	return number(fields[:1]) / number(fields[1:])
}

// number is a positive limit; +Inf for "max", -1 and what is no number.
func number(fields []string) float64 {
	if len(fields) != 1 {
		return math.Inf(1)
	}
	n, err := strconv.ParseFloat(fields[0], 64)
	if err != nil || n <= 0 {
		return math.Inf(1)
	}
	return n
}

// words are the fields of a small file; none where it cannot be read.
func words(system fs.FS, name string) []string {
	text, err := fs.ReadFile(system, name)
	if err != nil {
		return nil
	}
	return strings.Fields(string(text))
}

// totalMemory is the machine's memory in bytes, +Inf where it is not told.
func totalMemory(system fs.FS) float64 {
	fields := words(system, "proc/meminfo")
	if len(fields) < 2 || fields[0] != "MemTotal:" {
		return math.Inf(1)
	}
	return number(fields[1:2]) * 1024
}
