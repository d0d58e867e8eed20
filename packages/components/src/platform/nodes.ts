import type { ComponentResource } from "@pulumi/pulumi";

const children = new WeakMap<ComponentResource, unknown>();

/**
 * Stores what a component's `nodes` getter returns. It is kept outside the class because Pulumi's schema takes every declared property of a component
 * for an output, and a child is none.
 */
export function setNodes<Nodes>(component: ComponentResource, nodes: Nodes): void {
  children.set(component, nodes);
}

/** What `setNodes` stored for this component. */
export function getNodes<Nodes>(component: ComponentResource): Nodes {
  return children.get(component) as Nodes;
}
