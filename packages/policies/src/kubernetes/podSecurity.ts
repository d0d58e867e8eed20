/**
 * What the Pod Security Standards allow.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */

/** Capabilities that a container may add under `baseline`: a container runtime gives them anyway. */
export const BASELINE_CAPABILITIES: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

/** The one that is left of them under `restricted`. */
export const RESTRICTED_CAPABILITY = "NET_BIND_SERVICE";

/** SELinux types of containers. */
export const SELINUX_TYPES: readonly string[] = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/** Kernel parameters that a pod has for itself. */
export const SAFE_SYSCTLS: readonly string[] = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** Kinds of volumes that a pod may mount under `restricted`. */
export const RESTRICTED_VOLUMES: readonly string[] = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Annotations of a pod that name the AppArmor profile of a container, from before there was a property for it. */
export const APPARMOR_ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
