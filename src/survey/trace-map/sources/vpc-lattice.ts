import { endsAt, type EdgeSource } from '../edge-source';
import { forwarded } from './load-balancers';

/** Whom the listeners of a service of VPC Lattice forward to. */
export const LATTICE_LISTENERS: EdgeSource = {
  types: ['AWS::VpcLattice::Listener'],
  edges: (listener, context) => forwarded(listener, 'DefaultAction', endsAt(listener, 'ServiceIdentifier', context), context),
};

/** Whom the rules of such a listener forward to. */
export const LATTICE_RULES: EdgeSource = {
  types: ['AWS::VpcLattice::Rule'],
  edges: (rule, context) => {
    const services = endsAt(rule, 'ServiceIdentifier', context);
    return forwarded(rule, 'Action', services.length > 0 ? services : endsAt(rule, 'ListenerIdentifier', context), context);
  },
};
