import { initializedBy } from '../../../src/private/user-data/cfn-init';

describe('the resources whose metadata a script has cfn-init carry out', () => {
  test.each<[string, string, string[]]>([
    ['by the long option', '/opt/aws/bin/cfn-init -v --stack S --resource Server --region eu-west-1', ['Server']],
    ['by the short option, quoted', 'cfn-init -s S -r "Server"', ['Server']],
    ['with an equals sign', 'cfn-init --stack=S --resource=Server', ['Server']],
    ['on a line that goes on', 'cfn-init -v \\\n  --resource Server', ['Server']],
    ['on Windows, by a quoted path', '& "C:\\cfn\\cfn-init.exe" -s S -r Server', ['Server']],
    ['twice on a line', 'cfn-init -r One && cfn-init -r Other', ['One', 'Other']],
    ['the second of two calls alone', 'cfn-init --version; cfn-init -r Other', ['Other']],
    ['by another command on the next line', 'cfn-init --version\ncfn-signal -e $? --resource Group', []],
    ['by another command', 'cfn-signal -e $? --resource Group', []],
  ])('%s', (_, script, expected) => {
    expect(initializedBy(script)).toEqual(expected);
  });
});
