#!/bin/bash
# Writes what PostgreSQL 15 answers to the questions of the resolution tests, one file in src/test/resources each.
# Usage: dump-resolution.sh operators|functions|casts HOST PORT USER > FILE
# operators: every operator name x operand types: "name left right operator result", left 0 for a prefix operator
# functions: every function name x 0..2 argument types: "name type,type node oid result"
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
  select proname as name, bool_or(pronargs = 0 or pronargdefaults > 0 or provariadic <> 0) as zero,
    bool_or(pronargs <= 1 or pronargdefaults > 0 or provariadic <> 0) as one, max(pronargs) > 0 as takes
  from pg_proc where pronamespace = 'pg_catalog'::regnamespace
    and 'internal'::regtype <> all (proargtypes) and prorettype not in ('internal'::regtype, 'cstring'::regtype)
    and proname !~ '^plpgsql_'
  group by proname),
call as (
  select name, array[]::oid[] as types, '' as arguments from name
  union all select name, array[a.type], a.sql from name, argument a where takes
  union all select name, array[a.type, b.type], a.sql || ', ' || b.sql from name, argument a, argument b
    where takes and (hashtext(name || a.type || ' ' || b.type) % 2 = 0))
select name, coalesce(nullif(array_to_string(types, ','), ''), '-'), answer
from call, lateral pg_temp.resolve(format('pg_catalog.%I(%s)', name, arguments),
    '([A-Z]+) :(?:funcid|aggfnoid|consttype) (\d+)(?: :(?:funcresulttype|aggtype) (\d+))?') answer
where answer <> '42883'
order by name, cardinality(types), types;
SQL
  ;;
esac
