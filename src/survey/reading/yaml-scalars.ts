import type { ScalarTag } from 'yaml';

/**
 * What CloudFormation takes from YAML 1.1, where a parser of YAML 1.2 sees texts and decimal numbers. `y` and `n` stay texts: `AttributeType: N` is one.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export const YAML_1_1_SCALARS: readonly ScalarTag[] = [
  { tag: 'tag:yaml.org,2002:bool', default: true, test: /^(?:yes|Yes|YES|on|On|ON)$/, resolve: () => true },
  { tag: 'tag:yaml.org,2002:bool', default: true, test: /^(?:no|No|NO|off|Off|OFF)$/, resolve: () => false },
  { tag: 'tag:yaml.org,2002:int', default: true, test: /^[-+]?0[0-7]+$/, resolve: (digits) => parseInt(digits, 8) },
];
