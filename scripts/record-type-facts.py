#!/usr/bin/env python3
"""Records how Apache Spark reads schema text, prints numbers and computes with decimals.

Writes schemas.json, numbers.json and decimals.json into the folder given. Needs pyspark 4.3.
"""
import decimal as _d
import json
import random
import struct
import sys

from pyspark.sql import SparkSession

folder = sys.argv[1]
spark=SparkSession.builder.master("local[1]").config("spark.ui.enabled","false").config("spark.sql.session.timeZone","UTC").getOrCreate()
jvm=spark._jvm
ST=jvm.org.apache.spark.sql.types.StructType; DT=jvm.org.apache.spark.sql.types.DataType
import pyspark.errors
from py4j.protocol import Py4JJavaError
def err(e):
    je=getattr(e,'_origin',None) or getattr(e,'java_exception',None)
    if je is not None:
        try:
            return {"condition":je.getCondition(),"class":je.getClass().getName(),"params":{k:v for k,v in dict(je.getMessageParameters()).items()},"message":je.getMessage()[:600]}
        except Exception as x:
            return {"class":je.getClass().getName(),"message":str(je.getMessage())[:600]}
    try: return {"condition":e.getCondition(),"class":type(e).__name__,"params":e.getMessageParameters(),"message":str(e)[:600]}
    except Exception: return {"class":type(e).__name__,"message":str(e)[:600]}
tables=["a INT, b STRING NOT NULL COMMENT 'x'","a int","a: int, b: string","a int not null, b array<int>","s struct<a:int,b:string>","s STRUCT<a: INT NOT NULL COMMENT 'it''s', b STRING>",
"m map<string,int>","m MAP<STRING, ARRAY<DECIMAL(10,2)>>","d decimal, e decimal(5), f dec(7,2), g numeric(8,3)","a boolean, b tinyint, c byte, d smallint, e short, f integer, g bigint, h long, i float, j real, k double, l date, m timestamp, n timestamp_ntz, o timestamp_ltz, p string, q binary, r void, s interval",
"a char(3), b character(4), c varchar(5)","a interval year, b interval month, c interval year to month, d interval day, e interval hour, f interval minute, g interval second, h interval day to hour, i interval day to minute, j interval day to second, k interval hour to minute, l interval hour to second, m interval minute to second",
"`a b` int, `c``d` string","a int -- hi\n, b string","a int /* c */, b string","a struct<>","a struct<`x y`:int>","a array<array<struct<z:int>>>","select int, from string","a int comment \"dq\"","a int comment 'esc \\n \\t \\' \\u00e9'","A Int, a int","1a int, 2 string","é int","_x int", "a int, ", "a", "a int b", "", "  ", "a foo", "a array", "a map<int>", "a struct", "a char", "a varchar", "a array<int", "a int comment", "a int not", "a decimal(40,2)","a decimal(10,12)","a decimal(1,2,3)","a decimal()","a int(3)","a interval foo","a interval month to year","a interval day to year","long","int not null","a-b int","a.b int","a int,,b int","a string collate UTF8_LCASE","a variant","a time, b time(3)","a geometry(4326)","a interval year to second","a nvarchar(3)","a text","a char(0)","a varchar(-1)","a decimal(5,-1)","a int null","a int default 5","a int generated always as (1)","a string(3)","a timestamp without time zone","a timestamp with local time zone, b timestamp(6)","a map<string not null,int>","a struct<a int, b: string>","a int;","a float(3)","a datetime","a bigint unsigned","a struct<a:int b:int>","a array<int not null>","a int comment 'x' not null", "a int not null not null", "a unknown(3)", "a array<foo>","a double precision","a map<int,int,int>","a map","a decimal(a)","a\nint\n,\nb foo"]
types=["long","INT","struct<a:int,b:string>","array<int>","decimal(5,2)","map<string,int>","a int","a: int","foo","","interval","interval day to second","array<","struct<a int>","decimal(39,1)","char(3)","int, b string","a int, b string","date","binary","timestamp","bool","int comment 'x'","`int`","null","void","struct","array","decimal","a INT NOT NULL","struct<>", "string collate UTF8_LCASE","timestamp_ntz","interval month","udt","char","varchar","int not null"]
out={"tables":[],"types":[],"pytypes":[],"json":[]}
for s in tables:
    try:
        t=ST.fromDDL(s); out["tables"].append({"ddl":s,"json":t.json(),"tree":t.treeString(),"sql":t.sql(),"toDDL":t.toDDL(),"simple":t.simpleString()})
    except Exception as e: out["tables"].append({"ddl":s,"error":err(e)})
for s in types:
    try:
        t=DT.fromDDL(s); out["types"].append({"ddl":s,"json":t.json(),"sql":t.sql(),"simple":t.simpleString()})
    except Exception as e: out["types"].append({"ddl":s,"error":err(e)})
    try:
        t=spark._jsparkSession.parseDataType('"x"') if False else None
        from pyspark.sql.types import _parse_datatype_string
        out["pytypes"].append({"ddl":s,"json":_parse_datatype_string(s).json()})
    except Exception as e: out["pytypes"].append({"ddl":s,"error":err(e)})
js=['"integer"','"long"','"decimal"','"decimal(5,2)"','"decimal( 5 , 2 )"','"char(3)"','"varchar(7)"','"foo"','{"type":"array","elementType":"integer","containsNull":true}','{"type":"map","keyType":"string","valueType":"integer","valueContainsNull":false}',
'{"type":"struct","fields":[{"name":"a","type":"integer","nullable":true,"metadata":{"comment":"x","n":1,"d":1.5,"b":true,"z":null,"arr":[1,2],"o":{"k":"v"}}}]}',
'{"type":"struct","fields":[{"name":"a","type":"integer","nullable":true}]}','{"type":"struct","fields":[{"name":"a","type":"integer"}]}','{"type":"array","elementType":"integer"}','[1]','{"type":"bar"}','','{','"interval day to second"','"interval year"','"interval"','"void"','"null"','"timestamp_ntz"','"timestamp_ltz"','"interval day to year"','"string"','"date"','"binary"','"boolean"','"byte"','"short"','"float"','"double"','"timestamp"','"decimal(40,2)"',
'{"type":"udt","class":"org.apache.spark.ml.linalg.VectorUDT","pyClass":"pyspark.ml.linalg.VectorUDT","sqlType":{"type":"struct","fields":[{"name":"type","type":"byte","nullable":false,"metadata":{}},{"name":"size","type":"integer","nullable":true,"metadata":{}},{"name":"indices","type":{"type":"array","elementType":"integer","containsNull":false},"nullable":true,"metadata":{}},{"name":"values","type":{"type":"array","elementType":"double","containsNull":false},"nullable":true,"metadata":{}}]}}',
'{"type":"udt","pyClass":"a.b.C","serializedClass":"x","sqlType":"string"}','"integer" x',
'{"type":"struct","fields":[{"name":"s","type":{"type":"struct","fields":[{"name":"é\\u0001\\"\\\\","type":{"type":"array","elementType":{"type":"map","keyType":"string","valueType":{"type":"struct","fields":[{"name":"q","type":"decimal(3,1)","nullable":false,"metadata":{}}]},"valueContainsNull":true},"containsNull":false},"nullable":true,"metadata":{}}]},"nullable":false,"metadata":{}}]}']
for s in js:
    try:
        t=DT.fromJson(s); out["json"].append({"in":s,"json":t.json(),"sql":t.sql(),"simple":t.simpleString(),"tree":t.treeString() if hasattr(t,'treeString') and s.startswith('{"type":"struct"') else None})
    except Exception as e: out["json"].append({"in":s,"error":err(e)})
json.dump(out,open(folder + "/schemas.json","w"),indent=0,ensure_ascii=False)
# numbers
rnd=random.Random(7)
ds=[0.0,-0.0,1.0,1e7,9999999.0,1e-3,9.99e-4,1e10,1.5e-10,float('inf'),float('-inf'),float('nan'),5e-324,1.7976931348623157e308,2e-3,123456.789,0.1,100.0,12345678.9,1e21,1e22,2.2250738585072014e-308,1e23,9007199254740993.0,2**63*1.0,1e16,123e15,2.0e-3,3.3e7,1.1e-5]
for _ in range(400):
    ds.append(struct.unpack('<d',struct.pack('<Q',rnd.getrandbits(64)))[0])
for _ in range(200): ds.append(round(rnd.uniform(-1e6,1e6),rnd.randrange(6)))
num=[]
D=jvm.org.apache.spark.sql.types.Decimal
for d in ds:
    b=struct.unpack('<Q',struct.pack('<d',d))[0]
    f=jvm.java.lang.Double.longBitsToDouble(b-(1<<64) if b>>63 else b)
    s=jvm.java.lang.Double.toString(d)
    dec=None
    if d==d and abs(d)<1e40:
        dec=format(_d.Decimal(s),"f")
    fb=b&0xffffffff
    fs=jvm.java.lang.Float.toString(jvm.java.lang.Float.intBitsToFloat(fb-(1<<32) if fb>>31 else fb)) if False else None
    num.append([str(b),s,dec])
# floats through SQL to be sure
from pyspark.sql.types import *
import math
fl=[]
for _ in range(400):
    fb=rnd.getrandbits(32); fv=struct.unpack('<f',struct.pack('<I',fb))[0]
    fl.append((fb,fv))
for v in [0.0,-0.0,1.0,1e7,0.001,9.9e-4,3.4028235e38,1.4e-45,0.1,16777216.0,123456.79,1e10,1e-10]:
    fb=struct.unpack('<I',struct.pack('<f',v))[0]; fl.append((fb,struct.unpack('<f',struct.pack('<f',v))[0]))
rows=spark.createDataFrame([(i,float(v)) for i,(b,v) in enumerate(fl)],"i int, f float").selectExpr("i","cast(f as string) s","cast(f as decimal(38,10)) d" if False else "i as d").collect()
flo=[[fl[r.i][0],r.s] for r in rows]
json.dump({"doubles":num,"floats":flo},open(folder + "/numbers.json","w"))
# decimals
import decimal
decimal.getcontext().prec=80
def rd(p):
    n=rnd.randrange(1,p+1); return rnd.randrange(-10**n+1,10**n)
dec=[]
q=[]
for _ in range(300):
    p1=rnd.randrange(1,39); s1=rnd.randrange(0,p1+1); p2=rnd.randrange(1,39); s2=rnd.randrange(0,p2+1)
    a=rd(p1); b=rd(p2)
    q.append((p1,s1,a,p2,s2,b))
def lit(u,p,s):
    sign='-' if u<0 else ''; t=str(abs(u)).rjust(s+1,'0'); txt=sign+(t[:-s]+'.'+t[-s:] if s else t)
    return f"cast('{txt}' as decimal({p},{s}))"
sels=[]
for i,(p1,s1,a,p2,s2,b) in enumerate(q):
    A=lit(a,p1,s1);B=lit(b,p2,s2)
    for op in ["+","-","*","/","%"]:
        sels.append((i,op,f"{A} {op} {B}"))
    sels.append((i,"div",f"{A} div {B}"))
spark.conf.set("spark.sql.ansi.enabled","false")
sels.sort(key=lambda x:x[1] in ("%","div"))
def run(part):
    try:
        df=spark.sql("select "+", ".join(f"cast({e} as string) c{j}, typeof({e}) t{j}" for j,(_,_,e) in enumerate(part)))
        r=df.collect()[0]
        for j,(i,op,e) in enumerate(part): dec.append([*map(str,q[i]),op,r[f"c{j}"],r[f"t{j}"]])
    except Exception as x:
        if len(part)>1:
            run(part[:len(part)//2]); run(part[len(part)//2:])
for k in range(0,len(sels),60): run(sels[k:k+60])
json.dump(dec,open(folder + "/decimals.json","w"))
