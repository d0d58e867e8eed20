module firmament.dev/judges/pod-security

go 1.25.0

require k8s.io/pod-security-admission v0.35.3
