-- Who can see what, and who could: a role whose end has come counts as one that was taken back.
do $$
declare
  f regprocedure := 'portico.access_question(text, text, text, uuid, uuid, text, uuid, bytea)';
  asked text := pg_get_functiondef(f);
begin
  if strpos(asked, 'from portico.account_role ') = 0 then raise exception 'nothing of % asks for roles', f; end if;
  execute replace(asked, 'from portico.account_role ', 'from portico.role_held ');
end $$;
