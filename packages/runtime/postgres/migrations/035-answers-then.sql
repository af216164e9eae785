-- What questions about a past moment, and about a step, need beside what conditions ask: the version that was live, the
-- roles the account acted with last until then, and how far a request has come. Asked in the transaction of the question
-- it belongs to, whose entry is written there.

set role portico_owner;

create function portico.access_moment(of_account uuid, of_record uuid, at_moment timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  at_the_machine boolean := session_user = 'portico_publisher' and coalesce(current_setting('portico.actor', true), '') = '';
begin
  if not at_the_machine and not portico.actor() -> 'powers' ? 'read-trail' then
    raise exception using errcode = 'PT004', message = 'no such power';
  end if;
  return jsonb_build_object(
    'version', (select max(v.number) from portico.version v where v.published_at <= at_moment),
    'roles', (select to_jsonb(e.roles) from portico.entry e
      where e.account = of_account and e.at <= at_moment order by e.seq desc limit 1),
    'request', (select jsonb_build_object('workflow', r.workflow, 'pinned', r.pinned, 'state', r.state, 'version', r.version)
      from portico.request r where r.id = of_record));
end $$;

reset role;
alter function portico.access_moment(uuid, uuid, timestamptz) owner to portico_definer;
grant execute on function portico.access_moment(uuid, uuid, timestamptz) to portico_trail, portico_publisher;
