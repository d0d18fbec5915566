/** Whether something holds: surely, perhaps (a condition or the deployment decides), or not. */
export type Certainty = 'surely' | 'perhaps' | 'no';

/** Whether all of some things hold. */
export function allOf(answers: readonly Certainty[]): Certainty {
  return answers.find((answer) => answer === 'no') ?? answers.find((answer) => answer === 'perhaps') ?? 'surely';
}

/** Whether any of some things holds. */
export function anyOf(answers: readonly Certainty[]): Certainty {
  return answers.find((answer) => answer === 'surely') ?? answers.find((answer) => answer === 'perhaps') ?? 'no';
}
