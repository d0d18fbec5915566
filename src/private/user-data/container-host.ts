/** What shows that an instance runs containers for Amazon ECS, Amazon EKS or AWS Batch: in its user data, or in the name of its image. */
const SIGNS: [RegExp, RegExp, string][] = [
  [/\bECS_CLUSTER\s*=|\/etc\/ecs\/ecs\.config|Initialize-ECSAgent|^\[+settings\.ecs\b/m, /awsserviceecsoptimizedami/, 'containers of Amazon ECS'],
  [/\/etc\/eks\/bootstrap\.sh|EKSBootstrap\.ps1|\bnode\.eks\.aws\b|\bnodeadm\b|^\[+settings\.kubernetes\b/m, /awsserviceeksoptimizedami/, 'containers of Amazon EKS'],
  [/(?!)/, /awsservicebottlerocket/, 'containers'],
];

/** For what an instance runs containers; undefined where nothing shows that it does. */
export function containersOn(userData: string, imageName: string): string | undefined {
  const name = lettersOf(imageName);
  return SIGNS.find(([inUserData, inName]) => inUserData.test(userData) || inName.test(name))?.[2];
}

/** The operating system, as far as the name of the image's public parameter tells. */
export function systemOf(imageName: string): 'linux' | 'macos' | 'windows' | undefined {
  const name = lettersOf(imageName);
  if (/awsserviceec2macos/.test(name)) { return 'macos'; }
  if (/awsserviceamiwindows/.test(name)) { return 'windows'; }
  return /awsservice(amiamazonlinux|canonicalubuntu|debian|suse|rocky|almalinux|redhat)/.test(name) ? 'linux' : undefined;
}

/** The CDK makes the logical id of the template parameter out of the letters and digits of the public parameter's name. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
