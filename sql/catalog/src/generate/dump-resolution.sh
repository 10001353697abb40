#!/bin/bash
# Writes what PostgreSQL 15 answers to the questions of the resolution tests, one file in src/test/resources each.
# Usage: dump-resolution.sh operators|functions|casts HOST PORT USER > FILE
# operators: every operator name x operand types: "name left right operator result", left 0 for a prefix operator
# functions: every function name x 0..2 argument types (half of the pairs): "name type,type oid result",
#            or "cast" for oid and result when the call is a cast; without window functions and ordered-set aggregates
# casts:     every pair of types: "source target explicit-path assignment implicit"
# Types are OIDs. Only answers other than 42883 (no such operator or function) are listed; an answer of five characters
# is a SQLSTATE.
set -euo pipefail
what=$1
here=$(dirname "$0")
run() { psql -X -q -A -t -F ' ' -h "$1" -p "$2" -U "$3" -d template1 -v ON_ERROR_STOP=1 -f "$here/resolution.sql" -f -; }

case $what in
  operators) run "$2" "$3" "$4" <<'SQL'
select name, l.type, r.type, answer
from (select distinct oprname as name from pg_operator where oprkind = 'b') o, operand l, operand r,
  lateral pg_temp.resolve(l.sql || ' operator(pg_catalog.' || name || ') ' || r.sql,
    'OPEXPR :opno (\d+) :opfuncid \d+ :opresulttype (\d+)') answer
where answer <> '42883'
union all
select name, 0, r.type, answer
from (select distinct oprname as name from pg_operator where oprkind = 'l') o, operand r,
  lateral pg_temp.resolve('operator(pg_catalog.' || name || ') ' || r.sql,
    'OPEXPR :opno (\d+) :opfuncid \d+ :opresulttype (\d+)') answer
where answer <> '42883'
order by 1, 2, 3;
SQL
  ;;
  functions) run "$2" "$3" "$4" <<'SQL'
create temp table argument as
select type, pg_temp.operand(type) as sql
from unnest('{16,17,19,20,21,23,25,26,114,701,705,1042,1043,1082,1114,1184,1186,1700,2950,3802,1007,1009,3904,83}'::oid[]) type;
with name as (
  select proname as name, max(pronargs) > 0 as takes
  from pg_proc where pronamespace = 'pg_catalog'::regnamespace
    and 'internal'::regtype <> all (proargtypes) and prorettype not in ('internal'::regtype, 'cstring'::regtype)
    and proname !~ '^plpgsql_'
  group by proname
  having 'w' <> all (array_agg(prokind::text))
    and not exists (select from pg_aggregate where aggfnoid = any (array_agg(pg_proc.oid)) and aggkind <> 'n')),
call as (
  select name, array[]::oid[] as types, '' as arguments from name
  union all select name, array[a.type], a.sql from name, argument a where takes
  union all select name, array[a.type, b.type], a.sql || ', ' || b.sql from name, argument a, argument b
    where takes and (hashtext(name || a.type || ' ' || b.type) % 2 = 0))
select name, coalesce(nullif(array_to_string(types, ','), ''), '-'), case when answer ~ '^CONST|^no' then 'cast' else regexp_replace(answer, '^[A-Z]+ ', '') end
from call, lateral pg_temp.resolve(format('pg_catalog.%I(%s)', name, arguments),
    '([A-Z]+) :(?:funcid|aggfnoid|consttype) (\d+)(?: :(?:funcresulttype|aggtype) (\d+))?') answer
where answer <> '42883'
order by name, cardinality(types), types;
SQL
  ;;
  casts) run "$2" "$3" "$4" <<'SQL'
create temp table convertible as
select oid as type, pg_temp.operand(oid) as sql, 'target_' || oid as target from pg_type
where typtype in ('b', 'r', 'm', 'd') and typname !~ '^_|^pg_(ndistinct|dependencies|mcv_list|node|brin|ddl)'
  or oid in (83, 2249, 210) or typname in ('_int4', '_text', '_varchar', '_numeric', '_name', '_bpchar', '_int4range');
do $$
declare t record;
begin
  for t in select * from convertible where type not in (2249, 83, 210) loop
    execute format('create temp table %s (x %s)', t.target, pg_temp.type_name(t.type));
    execute format('create function pg_temp.%s(%s) returns int language sql return 1', t.target, pg_temp.type_name(t.type));
  end loop;
end $$;
create function pg_temp.assignable(source text, target text) returns text language plpgsql as $$
begin
  execute format('prepare probe_assignment as insert into %s select %s', target, source);
  deallocate probe_assignment;
  return '+';
exception when others then
  return '-';
end $$;
select s.type, t.type,
  case when explicit ~ '^FUNCEXPR' then substr(explicit, 10) when length(explicit) = 5 then '-'
    else explicit end,
  assignment, case when implicit = '42883' then '-' else '+' end
from convertible s, convertible t,
  lateral trim(pg_temp.resolve('cast(' || s.sql || ' as ' || pg_temp.type_name(t.type) || ')', '([A-Z]+)(?: :funcid (\d+))?')) explicit,
  lateral pg_temp.assignable(s.sql, t.target) assignment,
  lateral pg_temp.resolve('pg_temp.' || t.target || '(' || s.sql || ')', '([A-Z]+)') implicit
where s.type <> t.type and t.type not in (2249, 83, 210) and (length(explicit) <> 5 or assignment = '+' or implicit <> '42883')
order by 1, 2;
SQL
  ;;
esac
