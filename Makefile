# Recto. `make help` lists the targets; `make run` alone is enough to begin.

GO     ?= go
FILE   ?= assets/sample.pdf
PREFIX ?= /usr/local

# The one place of the version.
VERSION := $(shell sed -n 's/^Version *= *"\(.*\)"/\1/p' FyneApp.toml)

# Packages that are C or C++ inside; `make quick` does without them.
ENGINES := /ocr/tesseract$$|/render/fitz$$|/render/leptonica$$|/ocr/ocrtest/
# Packages with goroutines of their own: their tests run under the race detector too.
RACE := ./ocr ./ocr/worker/... ./ocr/batch/... ./ocr/archive/... ./ocr/gate/... ./ui/task/... ./ui/session/... ./ui/rasters/... \
	./ui/instance/... ./api/...

# A clone that belongs to somebody else (a container's, for one) has no version to stamp.
export GOFLAGS ?= -buildvcs=false

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: install-deps build ## Open the window on FILE (the sample at first); without a display, read it
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec bin/recto "$(FILE)"; fi; \
	json=out/$$(basename "$(FILE)" | sed 's/\.[^.]*$$//').json; mkdir -p out; \
	echo "There is no display here: reading $(FILE) without a window." >&2; \
	bin/recto read --format json -o "$$json" "$(FILE)" && \
	bin/recto read --reading-order natural "$(FILE)" && \
	echo "The words with their places are in $$json" >&2

.PHONY: build
build: ## Build bin/recto
	$(GO) build -ldflags "-X main.version=$(VERSION)" -o bin/recto .

.PHONY: test
test: ## Run all tests (installs what they need)
	@.ci/install-deps test
	$(MAKE) --no-print-directory build quick
	$(GO) vet ./...
	RECTO_BIN=$(CURDIR)/bin/recto $(GO) test -timeout 30m ./...
	$(GO) test -race -timeout 15m $(RACE)

.PHONY: quick
quick: ## Run the tests that need neither C nor a display
	CGO_ENABLED=0 $(GO) test ./architecture_test.go ./fixtures_test.go
	CGO_ENABLED=0 $(GO) test -timeout 5m $$($(GO) list ./... | grep -vE '^recto$$|$(ENGINES)')

.PHONY: race
race: ## Run all tests under the race detector
	@.ci/install-deps test
	$(MAKE) --no-print-directory build
	RECTO_BIN=$(CURDIR)/bin/recto $(GO) test -race -timeout 60m ./...

.PHONY: lint
lint: ## Run the linters that tools.mod pins
	$(GO) tool -modfile=tools.mod golangci-lint run
	@.ci/notices | cmp -s - assets/notices.txt || \
		{ echo "assets/notices.txt is not of these modules: run make notices" >&2; exit 1; }

.PHONY: fmt
fmt: ## Format the Go files as the linters want them
	$(GO) tool -modfile=tools.mod golangci-lint fmt

.PHONY: clients
clients: install-deps build ## Run the official clients against recto serve
	.ci/clients

.PHONY: bench
bench: install-deps build ## Measure speed and memory beside the tesseract command and OCRmyPDF
	@.ci/install-deps bench
	$(GO) run ./ocr/ocrtest/bench -recto bin/recto

.PHONY: accuracy
accuracy: install-deps build ## Measure how much of known pages is read right, beside the tesseract command
	$(GO) run ./ocr/ocrtest/accuracy -recto bin/recto

.PHONY: reliability
reliability: install-deps build ## Measure how often words of a confidence are right (needs ../shared/data)
	$(GO) run ./ocr/ocrtest/reliability -recto bin/recto

.PHONY: columns
columns: install-deps build ## Measure the reading order of drawn pages and the cells of tables
	$(GO) run ./ocr/ocrtest/columns -recto bin/recto -data ../shared/data

.PHONY: calibrate
calibrate: install-deps build ## Read the sets for it again and fit the confidences anew
	$(GO) run ./ocr/ocrtest/reliability -recto bin/recto -again -every 6 -fit -write

.PHONY: angles
angles: install-deps build ## Measure error rates of turned and damaged pages (needs ../shared/data)
	$(GO) run ./ocr/ocrtest/angles -recto bin/recto -data ../shared/data; turned=$$?; \
	$(GO) run ./ocr/ocrtest/angles -recto bin/recto -data ../shared/data -damaged && exit $$turned

.PHONY: screenshot
screenshot: build ## Take the README's picture of the real window
	@.ci/install-deps test
	$(GO) run ./ui/uitest/shots -recto bin/recto -only 1280x860-dark -last read -out out/portrait
	convert out/portrait/1280x860-dark-*-read.png -strip +dither -colors 200 -define png:compression-level=9 docs/screenshot.png

.PHONY: shots
shots: install-deps build ## Go through the real window and take a picture of each step
	@.ci/install-deps test
	rm -rf out/shots
	$(GO) run ./ui/uitest/shots -recto bin/recto -out out/shots

.PHONY: icon
icon: ## Draw assets/icon.png from the SVG (needs librsvg2-bin)
	rsvg-convert -w 512 -h 512 assets/icon.svg -o assets/icon.png

.PHONY: notices
notices: ## Gather the third-party licences into assets/notices.txt
	.ci/notices > assets/notices.new
	mv assets/notices.new assets/notices.txt

.PHONY: package
package: ## Make dist/recto-VERSION-linux-ARCH.tar.xz, ready to install
	@.ci/install-deps package
	.ci/package

.PHONY: install
install: build ## Install bin/recto with icon and desktop entry under PREFIX
	assets/linux/install.sh "$(DESTDIR)$(PREFIX)" bin/recto

.PHONY: install-deps
install-deps: ## Install the Debian packages that are missing
	@.ci/install-deps

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin out dist
