import { newProductEvent } from './newProductEvent.ts';

/** Events of any class, as Connect itself tells them. */

export const triggers = [newProductEvent];
