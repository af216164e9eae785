import { quoted } from './identifier.ts'

/**
 * The triggers by which a request's record is inserted with its state, and its request after it: between the filling of
 * copies and the cells' guard, and after the keys were found to lead somewhere.
 */
export const placeOf = (table: string): readonly string[] => [
  `create or replace trigger "a.place" before insert on data.${quoted(table)} for each row execute function portico.place_new()`,
  `create or replace trigger "d.open" after insert on data.${quoted(table)} for each row execute function portico.open_new()`,
]
