import { quoted } from './identifier.ts'

/**
 * The triggers by which a request's record is inserted with its state, and its request after it. They fire for those who
 * sign in; whoever else inserts a record says what is in it.
 */
const forLogins = `current_user in ('portico_patient', 'portico_staff')`

/** Between the filling of copies and the cells' guard, and after the keys were found to lead somewhere. */
export const placeOf = (table: string): readonly string[] => [
  `create or replace trigger "a.place" before insert on data.${quoted(table)} for each row when (${forLogins}) execute function portico.place_new()`,
  `create or replace trigger "d.open" after insert on data.${quoted(table)} for each row when (new."_state" is not null and ${forLogins}) execute function portico.open_new()`,
]
