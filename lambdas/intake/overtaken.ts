import { CountersignError } from '../../statemachines/kernel/errors.ts';

/** Another attempt of the case has begun meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const TRIES = 5;

/** @throws CountersignError Transient where it is overtaken again and again */
export async function whileOvertaken<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw new CountersignError('Transient', `other attempts of the case began ${TRIES} times; try again`);
}
