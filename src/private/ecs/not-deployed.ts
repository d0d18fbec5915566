/** What is told where others than CloudFormation deploy the tasks of a service. */
export const NOT_DEPLOYED = 'A service with the deployment controller CODE_DEPLOY or EXTERNAL runs these tasks. CloudFormation does not give it new '
  + 'revisions of the task definition, such as this one with the collector: deploy the revision as all others of the service, for example by AWS CodeDeploy.';
