/** A resource of the same template as a container. */
export interface Neighbour {
  readonly logicalId: string;
  property(path: string): any;
}

/** A parameter of the same template as a container, with CloudFormation's names. */
export interface NeighbouringParameter {
  readonly Type?: any;
  readonly Default?: any;
}

/** What stands in the same template as a container, to which it may refer. */
export interface Neighbours {
  /** The resources of a CloudFormation type. */
  resources(type: string): readonly Neighbour[];
  /** The parameter of this name; undefined where there is none. */
  parameter(name: string): NeighbouringParameter | undefined;
}

/** Where nothing is known of the template. */
export const NO_NEIGHBOURS: Neighbours = { resources: () => [], parameter: () => undefined };
