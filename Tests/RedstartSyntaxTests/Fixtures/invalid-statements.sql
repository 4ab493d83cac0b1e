
   
-- only a comment
;
selec 1
select
select 1 2
select 1,
select (1
select 1)
select (1,
select a from
select a from t where
select a from t where a =
select a from t where = 1
select a from t group
select a from t group by
select a from t order
select a from t order by
select a from t order by a asc desc
select a from t limit
select a from t having
select * from
select * from t join
select * from t join u on
select * from t join u using
select * from t join u using (
select * from t join u using ()
select * from t left u
select * from t left join
select * from (select 1
select * from (select 1))
select * from (values (1)
select * from t where a in (
select * from t where a in ()
select * from t where a in
select * from t where a between 1
select * from t where a between 1 and
select * from t where a like
select * from t where a is
select * from t where a is not
select * from t where a is nul
select * from t where not
select * from t where and a
select * from t where a and
select * from t where a or or b
select a b c from t
select a as from t b c
select case when 1 then 2
select case when then 2 end
select case end
select case a when 1 2 end
select cast(a as) from t
select cast(a) from t
select cast(a as foo)
select cast(a as varchar)
select cast(a as char)
select cast(a as decimal(40,2))
select cast(a as decimal(2,5))
select cast(a as array)
select cast(a as map)
select cast(a as struct)
select cast(a as array<int)
select cast(a int)
select f(
select f(a
select f(a,
select f(a,)
select f(,a)
select 'abc
select "abc
select `abc
select `a
select 1 /* abc
select 1 /* a /* b */
/* unclosed
select 1 + 
select + 
select * * 2
select 1 ** 2
select a +* b
select a ? b
select 1 = = 2
select 1 < > 2
select a..b
select a. from t
select .a
select a[1
select a[]
select a]
select 128Y
select -129Y
select 32768S
select 99999999999999999999L
select 2147483648Y
select 1e400D
select 1e40F
select 1234567890123456789012345678901234567890
select 0.1234567890123456789012345678901234567890
select 1e50BD
select date 'abc'
select date '2020-13-01'
select timestamp 'abc'
select timestamp_ntz 'abc'
select timestamp_ltz 'x'
select X'1G'
select x'abc'
select foo '12'
select interval
select interval 1
select interval 'abc' day
select interval '1' foo
select interval 1 foo
select interval '1-2' day to second
select interval '1-20' year to month
select interval '1 25:00:00' day to second
select interval 1 month 2 days
select interval 'foo'
select interval '1 day' day
select interval '1' month to year
select interval '1' second to day
select interval 1 day to second
select interval 99999999999 years
select interval 1.5 days
select * from t tablesample (10)
select * from t tablesample (200 percent)
select * from t tablesample (-1 rows)
select * from t tablesample
select sum(a) over
select sum(a) over (
select sum(a) over (partition
select sum(a) over (partition by
select sum(a) over (order by)
select sum(a) over (rows)
select sum(a) over (rows between 1 preceding)
select sum(a) over (rows between unbounded preceding and)
select sum(a) over (rows between 1 and 2)
select extract(year dt)
select extract(year from)
select substring(a from)
select trim(both from)
select trim(foo 'x' from a)
select position('a' in)
select x -> from t
select f((x,) -> 1)
select f(x -> )
with
with t
with t as
with t as (
with t as ()
with t as (select 1)
with t as (select 1) select
with t as (select 1), select 1
with t as (select 1), t as (select 2) select * from t
select 1 union
select 1 union all
select 1 union select
select 1 intersect
select 1 except foo
select 1 minus
union select 1
(select 1
((select 1)
select * from a-b
select * from t as
select * from t as 1
select a as 1 from t
select * from 1
select * from t, 
select * from t,, u
select * from t lateral view
select * from t lateral view explode(a)
select * from t lateral view explode(a) x as
select * from lateral
select * from t cross
select * from t natural
select * from t natural join u on a = b
select * from t full outer u
select * from t where a = 1 group by b having
values
values (1,2), 
values (1,2), (3)
values (
create
create view
create view v
create view v as
create temporary view v
create table
create table t (
create table t (a)
create table t (a int
create table t (a foo) using csv
create table t (a int,) using csv
drop
drop table
drop view
drop table if t
insert
insert into
insert into t
insert overwrite
insert into t (a select 1
show
show foo
show create
show columns
show columns t
describe
explain
explain foo select 1
explain extended
use
cache
cache table
uncache
uncache table
refresh
set time zone
set time zone 'foo' bar
reset a b
foo bar
123
'abc'
a = 1
@
select @
select #
select $a
select a$b
select é from t
select * from été
select a from t group by rollup
select a from t group by rollup (
select a from t group by grouping sets
select a from t group by grouping sets (a
select a from t window
select a from t window w
select a from t window w as
select a from t window w as (), w as ()
select distinct
select all
select distinct from t distinct
select * except from t
select * except () from t
select count(*
select count(distinct
select count(distinct) filter
select count(a) filter (a > 1)
select count(a) filter where a > 1
select a from t limit 1 limit 2
select a from t order by a limit 1 order by b
select a from t where a where b
select a from t sort by
select a from t cluster by a order by b
select a from t order by a sort by a
select 1 from t from u
select a from t offset
select 1;;
select 1; select 2
select exists
select exists (
select a in (select
select not
select try_cast(a as)
select timestampadd(foo, 1, a)
select timestampdiff(a, b)
select percentile_cont(0.5) within
select percentile_cont(0.5) within group
select percentile_cont(0.5) within group (order)
select /*+ */ 1
select /*+ broadcast */ 1 from
select a from t pivot
select a from t unpivot
