package cli

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"runtime"
	"strconv"
	"strings"

	"github.com/klauspost/cpuid/v2"
)

// machine is what the doctor tells of the computer.
type machine struct {
	CPU           string `json:"cpu"`
	AVX2          bool   `json:"avx2"`
	AVX512        bool   `json:"avx512"`
	PhysicalCores int    `json:"physicalCores"` // 0 where unknown
	LogicalCores  int    `json:"logicalCores"`
	UsableCores   int    `json:"usableCores"` // those this process may run on

	// CPULimit is how many cores' worth of time the control group grants, and
	// MemoryLimit how many bytes; 0 means no limit.
	CPULimit    float64 `json:"cpuLimit"`
	MemoryLimit int64   `json:"memoryLimit"`

	// Memory is the computer's memory in bytes, 0 where unknown.
	Memory int64 `json:"memory"`
}

// findMachine asks the CPU and reads /proc and /sys below root.
func findMachine(root fs.FS) machine {
	m := machine{
		CPU: cpuid.CPU.BrandName, AVX2: cpuid.CPU.Supports(cpuid.AVX2), AVX512: cpuid.CPU.Supports(cpuid.AVX512F),
		PhysicalCores: cpuid.CPU.PhysicalCores, LogicalCores: cpuid.CPU.LogicalCores, UsableCores: runtime.NumCPU(),
		Memory: memory(root),
	}
	m.CPULimit, m.MemoryLimit = limits(root)
	return m
}

func (m machine) rows() [][2]string {
	speed := "AVX2"
	switch {
	case !m.AVX2:
		speed = "no AVX2: reading works, but will be slow"
	case m.AVX512:
		speed = "AVX2, AVX-512"
	}
	cores := fmt.Sprintf("%d physical, %d logical, %d for Recto", m.PhysicalCores, m.LogicalCores, m.UsableCores)
	if m.CPULimit > 0 {
		cores += fmt.Sprintf(", limited to the time of %.4g", m.CPULimit)
	}
	ram := gib(m.Memory)
	if m.MemoryLimit > 0 {
		ram += ", limited to " + gib(m.MemoryLimit)
	}
	return [][2]string{{"CPU", orElse(m.CPU, runtime.GOARCH)}, {"features", speed}, {"cores", cores}, {"memory", ram}}
}

func gib(bytes int64) string {
	if bytes == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.1f GiB", float64(bytes)/(1<<30))
}

// memory is MemTotal of /proc/meminfo in bytes, which has it in KiB.
func memory(root fs.FS) int64 {
	for line := range strings.Lines(read(root, "proc/meminfo")) {
		if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kib << 10
		}
	}
	return 0
}

// limits are the tightest limits of this process's control groups and those
// above them, of version 2 or 1; 0 where there is none.
func limits(root fs.FS) (cpus float64, bytes int64) {
	cpus, bytes = math.Inf(1), math.MaxInt64
	for line := range strings.Lines(read(root, "proc/self/cgroup")) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3) // number:controllers:path
		if len(parts) != 3 {
			continue
		}
		for _, controller := range strings.Split(parts[1], ",") {
			for group := range above(parts[2]) {
				dir := path.Join("sys/fs/cgroup", controller, group)
				switch controller {
				case "": // version 2
					cpus = min(cpus, share(read(root, dir+"/cpu.max")))
					bytes = min(bytes, number(read(root, dir+"/memory.max")))
				case "cpu":
					cpus = min(cpus, share(read(root, dir+"/cpu.cfs_quota_us")+" "+read(root, dir+"/cpu.cfs_period_us")))
				case "memory":
					bytes = min(bytes, number(read(root, dir+"/memory.limit_in_bytes")))
				}
			}
		}
	}
	if math.IsInf(cpus, 1) {
		cpus = 0
	}
	// Version 1 writes "no limit" as nearly the largest number.
	if bytes >= 1<<60 {
		bytes = 0
	}
	return cpus, bytes
}

// above yields the group and every group above it, to the root. In a container
// the path may be the host's and not be there: the root then holds its limits.
func above(group string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for yield(group) && group != "/" && group != "." {
			group = path.Dir(group)
		}
	}
}

// share reads "quota period" as a number of cores, infinite for no quota.
func share(text string) float64 {
	fields := strings.Fields(text)
	if len(fields) != 2 {
		return math.Inf(1)
	}
	quota, errQuota := strconv.ParseFloat(fields[0], 64)
	period, errPeriod := strconv.ParseFloat(fields[1], 64)
	if errQuota != nil || errPeriod != nil || quota <= 0 || period <= 0 {
		return math.Inf(1)
	}
	return quota / period
}

// number reads a count of bytes, the largest for "max" and for nothing.
func number(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n <= 0 {
		return math.MaxInt64
	}
	return n
}

// read is the text of a file, "" where it cannot be read.
func read(root fs.FS, name string) string {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return ""
	}
	return string(text)
}
