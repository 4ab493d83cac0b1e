select a between 1 and 2 from t
select a not between 1 and 2 from t
select a != b from t
select a <> b from t
select not a = b from t
select d is true from t
select d is not true from t
select d is unknown from t
select d is not unknown from t
select a is distinct from b from t
select a is not distinct from b from t
select a is null from t
select a is not null from t
select (a,b) from t
select struct(a,b) from t
select struct(a as x,b) from t
select a in (1,2) from t
select a not in (1,2) from t
select c like 'x%' from t
select c not like 'x%' from t
select c ilike 'x' from t
select c rlike 'x' from t
select c like any ('x','y') from t
select c like all ('x','y') from t
select c not like any ('x','y') from t
select c like 'x' escape '/' from t
select -a from t
select - 1 from t
select -(1) from t
select - -1 from t
select +a from t
select ~a from t
select a div b from t
select a % b from t
select a & b from t
select a ^ b from t
select a << 1 from t
select a >> 1 from t
select a >>> 1 from t
select cast(a as int) from t
select a::int from t
select cast(a as string) from t
select try_cast(a as double) from t
select case when a=1 then 2 else 3 end from t
select case a when 1 then 2 end from t
select extract(year from dt) from t
select extract(month from dt) from t
select substring(c from 1 for 2) from t
select substring(c,1,2) from t
select substr(c,1) from t
select trim(c) from t
select trim(both from c) from t
select trim(both 'x' from c) from t
select trim(leading 'x' from c) from t
select trim(trailing from c) from t
select trim('x' from c) from t
select position('x' in c) from t
select overlay(c placing 'y' from 1) from t
select overlay(c placing 'y' from 1 for 2) from t
select ceil(1.5) from t
select floor(a) from t
select ceil(1.55, 1) from t
select current_date from t
select current_timestamp from t
select current_user from t
select current_date() from t
select timestampadd(day, 1, dt) from t
select timestampdiff(day, dt, dt) from t
select date_add(day, 1, dt) from t
select dateadd(dt, 1) from t
select arr[0] from t
select m['k'] from t
select st.x from t
select t.st.x from t
select transform(arr, x -> x+1) from t
select aggregate(arr, 0, (x,y) -> x+y) from t
select exists(select 1) from t
select (select 1) from t
select a in (select 1) from t
select 1.5 from t
select 1e3 from t
select 1L from t
select 1S from t
select 1Y from t
select 1.5F from t
select 1.5D from t
select 1.5BD from t
select 1e3BD from t
select .5 from t
select 5. from t
select date'2020-01-01' from t
select timestamp'2020-01-01 00:00:00' from t
select timestamp_ntz'2020-01-01' from t
select X'1F' from t
select interval 3 days from t
select interval '1-2' year to month from t
select interval 3 days 2 hours from t
select interval '1' day from t
select interval '1 02:03:04' day to second from t
select interval -3 days from t
select - interval 3 days from t
select interval 1 week from t
select interval 1 year 2 months from t
select interval '1 day 2 hours' from t
select 'a' 'b' from t
select r'a\\n' from t
select 'a\\nb' from t
select null from t
select true from t
select count(*) from t
select count(distinct a) from t
select count(a) filter (where a>1) from t
select sum(a) over (partition by b order by c) from t
select first_value(a) ignore nulls over (order by b) from t
select sum(a) over w from t window w as (partition by a)
select percentile_cont(0.5) within group (order by a) from t
select if(a=1,2,3) from t
select nvl(a,1) from t
select a+b*2 from t
select (a+b)*2 from t
select d or not d from t
select a=b from t
select a==b from t
select a<=>b from t
select a>=b from t
select array(1,2)[0] from t
select make_date(2020,1,1) from t
select date '2020-01-01' + interval 1 day from t
select c = 'x' and d from t
select t.a from t
select `a` from t
select dt + 1 from t
select dt - dt from t
select date_add(dt,1) from t
select 9999999999 from t
select 99999999999999999999 from t
select 1.0E-5BD from t
select -9223372036854775808 from t
select -2147483648 from t
select left(c,1) from t
select right(c,1) from t
select year(dt) from t
select !d from t
select ! d from t
select int('1') from t
select string(1) from t
select date('2020-01-01') from t
select decimal('1') from t
select now() from t
select any(d) from t
select some(d) from t
select every(d) from t
select bool_or(d) from t
select listagg(c, ',') from t
select listagg(c, ',') within group (order by a) from t
select mode() within group (order by a) from t
select st.* from t
select position('x', c) from t
select replace(c,'a','b') from t
select hash(a) from t
select 10 / 4 from t
select current_time from t
select session_user from t
select user from t
select 1
select 1;
SELECT a, b AS c, t.* FROM t
select `a b`, "x", 'it''s' from `my table`
select a from t where a = 1 and b <> 2 or not c
select a from t where (a, b) in (select x, y from u)
select a from t where (a, b) in ((1, 2), (3, 4))
select a from t where exists (select 1 from u where u.x = t.a)
select a from t where a not in (select b from u)
select a from t where a > (select max(b) from u)
select a from t where a = all_values
select a, count(*) from t group by a having count(*) > 1 order by 2 desc nulls last limit 10 offset 5
select a from t group by all
select a from t order by all
select a, b, sum(c) from t group by rollup(a, b)
select a, b, sum(c) from t group by a, b with cube
select a, b, sum(c) from t group by grouping sets ((a, b), a, ())
select a, b, sum(c) from t group by a, b grouping sets ((a, b), (a))
select a, b, sum(c) from t group by a, rollup(b, (c, d)), cube(e)
select grouping(a), grouping_id(a, b) from t group by cube(a, b)
select distinct a from t
select all a from t
select count(distinct a, b) from t
select * from t join u on t.a = u.a
select * from t inner join u using (a, b)
select * from t left join u on t.a = u.a right outer join v on true full outer join w using (a)
select * from t left semi join u on t.a = u.a left anti join v on t.b = v.b
select * from t semi join u using (a) anti join v using (b)
select * from t cross join u natural join v natural left join w
select * from t, u, v where t.a = u.a
select * from (t join u on t.a = u.a) join v
select * from (select * from t) x
select * from (select * from t)
select * from (select 1 a union all select 2) x(b)
select * from ((select 1 a) union (select 2)) x
select * from t as x(a, b, c)
select * from t x join lateral (select * from u where u.a = x.a) y
select * from t, lateral (select t.a + 1 as b) y, lateral explode(array(1, 2)) z(c)
select * from t lateral view explode(arr) e as x lateral view outer posexplode(arr) f as p, y
select * from t lateral view inline(arr) e as x, y where x > 1
select * from range(10)
select * from range(1, 10, 2, 4) r(x)
select * from explode(array(1, 2, 3)) as e(x)
select * from values (1, 'a'), (2, 'b') as v(x, y)
select * from values 1, 2, 3
select * from (values (1, 2), (3, 4)) v(a, b)
values (1, 2), (3, 4)
values 1, 2
table t
from t select a where a > 1
select * from parquet.`/tmp/x y.parquet`
select * from csv.`/data/*.csv`
select * from a.b.c
select * from t tablesample (10 percent)
select * from t tablesample (5 rows) s
select * from t tablesample (bucket 1 out of 4) repeatable (7)
with x as (select 1 a), y(b) as (select a from x) select * from y
with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select * from r
with x as (select 1) select * from x union all select 2 order by 1
select 1 union select 2 union all select 3
select 1 union select 2 intersect select 2
select 1 except all select 2
select 1 minus select 2
(select 1) union (select 2) order by 1
((select 1))
(select 1 limit 1) union all (select 2 limit 1)
select (select 1) + (select 2)
select ((select 1) + 1) * 2
select * from t where ((a = 1) or (b = 2)) and (((c)) > 3)
select sum(a) over (partition by b order by c rows between unbounded preceding and current row) from t
select sum(a) over (order by c range between interval 1 day preceding and interval 1 day following) from t
select sum(a) over (order by c rows 2 preceding) from t
select rank() over w, sum(a) over (w) from t window w as (partition by a order by b desc)
select a from t qualify row_number() over (partition by a order by b) = 1
select a from t sort by a desc
select a from t distribute by a sort by b
select a from t cluster by a
select /*+ broadcast(u), repartition(4) */ * from t join u using (a)
select /*+ merge(a) */ 1
select /* plain */ 1 -- end
select 1 /* a /* nested */ b */
select a::int, a::decimal(10,2)::string from t
select cast(a as array<struct<x: int, y: map<string, array<int>>>>) from t
select cast(a as interval day to second), cast(b as timestamp_ntz), cast('1' as timestamp without time zone)
select try_cast('x' as int)
select case a when 1 then 'x' when 2 then 'y' else 'z' end from t
select case when a then b end case from t
select interval '1' year, interval 2 months, interval '1 02:03' day to minute, interval 1.5 seconds
select interval 1 hour 30 minutes
select date '2024-02-29' - interval '1' month
select x'' , X'AB', 1e-3, .5e2, 1.e3, 12345678901234567890, 1bd, -1.5, - 2
select a[0][1], m['x'].y, s.a.b.c from t
select transform(arr, (x, i) -> x + i), filter(arr, x -> x > 1 and x < 3) from t
select f(a => 1, b => 'x')
select named_struct('a', 1).a
select a.b.c(1), cat.db.f(2)
select :p, ? from t
select * from t where a like 'x%' escape '!' and b not ilike '%y' or c rlike 'z' or c regexp 'z'
select a is distinct from b, a is not distinct from b, a is not unknown from t
select a between 1 and 2 and b not between 3 and 4 from t
select a | b & c ^ d << 1, ~a, a >>> 2, -a, +a, - - a from t
select a <=> b, a == b, a <> b, a != b, a !< b, a !> b from t
select extract(dow from d), extract(hour from ts), date_part('year', d) from t
select position('a' in b), substring(a, 1), substr(a from 2), trim(leading 'x' from a), overlay(a placing 'x' from 1 for 2)
select current_date, current_timestamp, current_user, now()
select timestampadd(month, 1, d), timestampdiff(day, a, b), dateadd(day, 1, d), datediff(a, b), datediff(day, a, b)
select count(*) filter (where a > 1), first(a) ignore nulls, any_value(a) respect nulls from t
select percentile_cont(0.5) within group (order by a desc) filter (where b) from t
select explode(m) as (k, v) from t
select * except (a, b) from t
select t.* except (a) from t
select struct(*), struct(a as x, b y), (a, b), (1, 2).col1 from t
select date, time, timestamp, interval, year, month, user_id, key, value, index, type from t
select a as select, b from_, c `order` from t
select left(a, 1), right(a, 1), if(a, b, c), replace(a, 'x', 'y'), first(a), last(a), any(a), some(a) from t
select a t from t t
select "double ""quoted"" text", 'tab\there', r'raw\n', 'uni\u0041\U0001F600', 'oct\101'
select 'a' 'b' "c"
select identifier('a.b')
select * from identifier('t')
select * from t unpivot include nulls (v for n in (a, b)) u
explain select 1
explain extended select 1
explain formatted select * from t
explain codegen select 1
explain cost select 1
create view v as select 1
create or replace temporary view v as select 1
create or replace temp view v(a, b) as select 1, 2
create global temporary view v as select 1
create view if not exists db.v (a comment 'x') comment 'c' as select 1
create temporary view v using csv options (path '/tmp/x.csv', header 'true', sep ';')
create temporary view v (a int, b string) using parquet options ('path' '/tmp/x')
create table t (a int, b string not null comment 'x') using parquet
create table if not exists db.t using csv options (header true) partitioned by (a) location '/tmp/t' as select 1 a
create table t as select 1
create table t using parquet select 1 a
create table t (a int) using parquet partitioned by (p string) comment 'c' tblproperties ('a' = 'b')
drop view v
drop view if exists db.v
drop table t
drop table if exists a.b.t
drop table t purge
insert into t select 1
insert into table t values (1, 2)
insert into t (a, b) select 1, 2
insert overwrite t select * from u
insert overwrite table t table u
set
set -v
set spark.sql.shuffle.partitions
set spark.sql.shuffle.partitions=10
set a.b = some free text
set `a b`=x
set time zone 'UTC'
set time zone local
set time zone interval 3 hours
reset
reset spark.sql.ansi.enabled
show tables
show tables in db like 'a*'
show tables 'a*'
show views
show databases
show schemas like 'x*'
show namespaces
show catalogs
show columns in t
show columns from t in db
show functions
show functions like 'a*'
show user functions
show system functions
show create table t
describe t
desc table extended t
describe formatted db.t
describe function abs
desc function extended 'abs'
describe function extended +
describe query select 1
desc select 1
describe query with x as (select 1) select * from x
use db
use a.b
use database db
cache table t
cache lazy table t
cache table t as select 1
cache table t options ('storageLevel' 'MEMORY_ONLY') select 1
uncache table t
uncache table if exists t
clear cache
refresh table t
