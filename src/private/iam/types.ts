/** The type of roles. */
export const ROLE = 'AWS::IAM::Role';

/** The type of what gives a role to servers. */
export const INSTANCE_PROFILE = 'AWS::IAM::InstanceProfile';

/** A policy of the account's own that roles name by its ARN. */
export const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';

/** The types of policies that name the roles they are for. */
export const ROLE_POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', MANAGED_POLICY];
