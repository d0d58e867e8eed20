module firmament.dev/judges/prometheus-operator

go 1.26

require github.com/prometheus-operator/prometheus-operator v0.93.1
