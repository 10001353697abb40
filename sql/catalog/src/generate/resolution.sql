-- What PostgreSQL makes of an expression: the node that parse analysis puts at its top and the OIDs in it.
-- The expression becomes the column of a view, so it is analysed but never executed. Read by dump-resolution.sh.
set client_min_messages = error;
create temp view probe as select (1 + 1) is null as x;

create function pg_temp.resolve(expression text, pattern text) returns text language plpgsql as $$
declare found text;
begin
  execute 'create or replace temp view probe as select (' || expression || ') is null as x';
  select array_to_string(regexp_match(ev_action::text, 'NULLTEST :arg \{' || pattern), ' ') into found
  from pg_rewrite where ev_class = 'pg_temp.probe'::regclass;
  return coalesce(found, 'no match');
exception when others then
  return sqlstate;
end $$;

create function pg_temp.type_name(type oid) returns text language sql as $$
  select format('%I.%I', nspname, typname) from pg_type t join pg_namespace n on n.oid = typnamespace where t.oid = type
$$;

create function pg_temp.operand(type oid) returns text language sql as $$
  select case when type = 705 then 'null' else 'null::' || pg_temp.type_name(type) end
$$;

-- The types the operator matrix is made of: 38 common ones, then vectors, rows, domains and reg types.
create temp table operand as
select type, pg_temp.operand(type) as sql from unnest('{16,17,18,19,20,21,23,25,26,28,114,600,603,700,701,705,790,829,869,
  1042,1043,1082,1083,1114,1184,1186,1266,1560,1562,1700,2950,3802,3904,4451,3614,1007,1009,1231,
  30,83,2249,2205,3220}'::oid[] || 'information_schema.cardinal_number'::regtype::oid) type;
