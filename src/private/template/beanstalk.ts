/** The option of Elastic Beanstalk that names the instance profile, whose role the servers have. */
export const INSTANCE_PROFILE_OPTION = 'OptionSettings[Namespace=aws:autoscaling:launchconfiguration,OptionName=IamInstanceProfile].Value';

/** The type of saved configurations, which environments and each other inherit from. */
export const CONFIGURATION_TEMPLATE = 'AWS::ElasticBeanstalk::ConfigurationTemplate';

/** By what an environment, and a configuration template, name the one that they inherit from. */
export const INHERITED_FROM: readonly string[] = ['TemplateName', 'SourceConfiguration.TemplateName'];

/**
 * An environment or a configuration template, and the configuration templates that it inherits from, the nearest first.
 *
 * @param follow finds the configuration templates that a property of one refers to
 * @param keyOf tells whether two are the same
 */
export function withTemplates<T>(first: T, follow: (from: T, path: string) => readonly T[], keyOf: (each: T) => unknown): T[] {
  const chain = new Map([[keyOf(first), first]]);
  for (const each of chain.values()) { // also those that are added meanwhile
    const added = INHERITED_FROM.flatMap((path) => follow(each, path)).filter((template) => !chain.has(keyOf(template)));
    added.forEach((template) => chain.set(keyOf(template), template));
  }
  return [...chain.values()];
}
