"""A server that gets what it cannot use answers with an error of Spark's, and goes on serving."""

import time
import uuid

import grpc
import pytest
from pyspark.errors import PySparkException
from pyspark.sql import functions as F
from pyspark.sql.connect.proto import base_pb2, base_pb2_grpc, relations_pb2


@pytest.fixture
def stub(keeper):
    address = keeper.url.removeprefix("sc://").split("/")[0]
    with grpc.insecure_channel(address) as channel:
        yield base_pb2_grpc.SparkConnectServiceStub(channel)


def field(number: int, payload: bytes) -> bytes:
    """A field of bytes of a protobuf message."""

    def varint(value: int) -> bytes:
        out = bytearray()
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        return bytes(out + bytearray([value]))

    return varint(number << 3 | 2) + varint(len(payload)) + payload


def nested_plan(depth: int) -> bytes:
    """The bytes of `range(1)` below so many subquery aliases; the libraries of the client do not write that deep."""
    relation = relations_pb2.Relation(range=relations_pb2.Range(end=1, step=1)).SerializeToString()
    alias = relations_pb2.Relation.DESCRIPTOR.fields_by_name["subquery_alias"].number
    for _ in range(depth):
        relation = field(alias, field(1, relation) + field(2, b"t"))
    return field(1, relation)


@pytest.mark.parametrize("depth", [100, 400, 2000, 5000])
def test_deep_plans(depth, keeper):
    address = keeper.url.removeprefix("sc://").split("/")[0]
    with grpc.insecure_channel(address) as channel:
        send = channel.unary_stream(
            "/spark.connect.SparkConnectService/ExecutePlan", request_serializer=lambda data: data,
            response_deserializer=base_pb2.ExecutePlanResponse.FromString)
        head = base_pb2.ExecutePlanRequest(session_id=str(uuid.uuid4()), operation_id=str(uuid.uuid4()))
        head.user_context.user_id = "robust"
        number = base_pb2.ExecutePlanRequest.DESCRIPTOR.fields_by_name["plan"].number
        request = head.SerializeToString() + field(number, nested_plan(depth))
        try:
            rows = sum(response.arrow_batch.row_count for response in send(request, timeout=60))
            assert rows == 1 and depth <= 400
        except grpc.RpcError as error:
            assert depth > 400, error
            assert error.code() in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.INTERNAL), error
    assert keeper.is_alive, keeper.output[-500:]


@pytest.mark.parametrize("text", [
    "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
    "SELECT " + "NOT " * 10_000 + "true",
    "SELECT " + "abs(" * 10_000 + "1" + ")" * 10_000,
    "SELECT * FROM " + "(SELECT * FROM " * 10_000 + "t" + ")" * 10_000,
])
def test_deep_statements(text, keeper, spark):
    with pytest.raises(PySparkException) as error:
        spark.sql(text).collect()
    assert error.value.getCondition() in ("FAILED_TO_PARSE_TOO_COMPLEX", "PARSE_SYNTAX_ERROR")
    assert keeper.is_alive, keeper.output[-500:]


def test_long_chains(keeper, spark):
    df = spark.range(3)
    for number in range(150):
        df = df.withColumn("id", F.col("id") + number % 2)
    assert [row.id for row in df.collect()] == [75, 76, 77]
    # The client itself reads no deeper messages than 100 levels.
    total = F.lit(0)
    for _ in range(40):
        total = total + F.col("id")
    assert spark.range(3).select(total.alias("t")).orderBy("t").collect()[-1].t == 80
    long_sum = " + ".join(["id"] * 1500)
    assert spark.range(2).selectExpr(f"{long_sum} AS t").agg(F.max("t")).first()[0] == 1500
    conditions = " OR ".join(f"id = {number}" for number in range(5000))
    assert spark.range(6000).where(conditions).count() == 5000
    assert keeper.is_alive, keeper.output[-500:]


def test_a_client_that_vanishes_ends_its_query(keeper, stub):
    session = str(uuid.uuid4())
    operation = str(uuid.uuid4())
    request = base_pb2.ExecutePlanRequest(session_id=session, operation_id=operation)
    request.user_context.user_id = "robust"
    # Far more than can be counted before the test ends.
    request.plan.root.sql.query = "SELECT count(*) FROM range(1000000) a CROSS JOIN range(1000000) b CROSS JOIN range(1000000) c " \
        "WHERE a.id * b.id + c.id = -1"
    call = stub.ExecutePlan(request)
    time.sleep(1.5)
    call.cancel()
    deadline = time.monotonic() + 20
    while running(stub, session, operation):
        assert time.monotonic() < deadline, "the query of a client that is gone still runs"
        time.sleep(0.2)
    # The workers are free again for others.
    assert keeper.spark.range(1000).count() == 1000


def running(stub, session: str, operation: str) -> bool:
    request = base_pb2.GetStatusRequest(session_id=session)
    request.user_context.user_id = "robust"
    request.operation_status.operation_ids.append(operation)
    answer = stub.GetStatus(request)
    going = base_pb2.GetStatusResponse.OperationStatus.OPERATION_STATE_RUNNING
    return any(status.state == going for status in answer.operation_statuses)
