// Generates the Go and Python SDKs of a Pulumi package from its schema, as `pulumi package gen-sdk` has the language hosts do, which are no Go modules.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: sdkgen <schema.json> <folder>"))
	}
	text, err := os.ReadFile(os.Args[1])
	fail(err)
	var spec schema.PackageSpec
	fail(json.Unmarshal(text, &spec))
	loader := schema.NewPluginLoader(nil)
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	fail(err)
	if diagnostics.HasErrors() {
		fail(diagnostics)
	}
	files, err := python.GeneratePackage("judge", pkg, nil, loader)
	fail(err)
	write("python", files)
	files, err = golang.GeneratePackage("judge", pkg, nil)
	fail(err)
	write("go", files)
}

func write(language string, files map[string][]byte) {
	for name, content := range files {
		file := filepath.Join(os.Args[2], language, name)
		fail(os.MkdirAll(filepath.Dir(file), 0o755))
		fail(os.WriteFile(file, content, 0o644))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
