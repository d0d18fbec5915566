/** The id of the node that the address of the page names: `#node=<id>`. */
export function addressedNode(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('node') ?? undefined;
}

/** Names a node in the address, so that it is open after a reload and for others; or none. */
export function nameInAddress(id: string | undefined): void {
  const address = new URL(location.href);
  address.hash = id === undefined ? '' : String(new URLSearchParams({ node: id }));
  history.replaceState(undefined, '', address);
}
