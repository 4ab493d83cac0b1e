import Foundation
import RedstartConnectProtocol
import RedstartDiagnostics
import Testing

@testable import RedstartConnectServer

/// Foundation has a type of this name, too.
private typealias Operation = RedstartConnectServer.Operation

@Suite struct OperationTests {
  private func response(_ id: Int) -> Spark_Connect_ExecutePlanResponse {
    var response = Spark_Connect_ExecutePlanResponse()
    response.responseID = "r\(id)"
    return response
  }

  private func operation(reattachable: Bool = true) -> Operation {
    Operation(id: UUID().uuidString, isReattachable: reattachable, tags: [], planBytes: Data())
  }

  /// The ids of the responses from a position to the end.
  private func drain(_ operation: Operation, _ stream: Int, _ start: Int) async -> (ids: [String], last: String) {
    var ids: [String] = []
    var position = start
    while true {
      switch await operation.next(stream, at: position) {
      case .response(let response, let next):
        ids.append(response.responseID)
        position = next
      case .end: return (ids, "end")
      case .failure(let error): return (ids, error.condition)
      case .preempted: return (ids, "preempted")
      }
    }
  }

  @Test func responsesArriveInOrderAlsoWhileTheyAreMade() async throws {
    let operation = operation()
    let (stream, position) = try operation.attach(after: nil)
    QueryThreads.start {
      for id in 0..<500 { try? operation.append(self.response(id)) }
      operation.finish()
    }
    let result = await drain(operation, stream, position)
    #expect(result.ids == (0..<500).map { "r\($0)" })
    #expect(result.last == "end")
  }

  @Test func aSecondStreamGoesOnBehindTheLastResponse() async throws {
    let operation = operation()
    for id in 0..<5 { try operation.append(response(id)) }
    operation.finish()
    let (first, start) = try operation.attach(after: nil)
    #expect(await drain(operation, first, start).ids.count == 5)
    let (second, next) = try operation.attach(after: "r2")
    #expect(await drain(operation, second, next).ids == ["r3", "r4"])
    let (third, all) = try operation.attach(after: nil)
    #expect(await drain(operation, third, all).ids.count == 5)
  }

  @Test func releasedResponsesAreGone() async throws {
    let operation = operation()
    for id in 0..<5 { try operation.append(response(id)) }
    operation.release(until: "r1")
    let (stream, position) = try operation.attach(after: "r2")
    operation.finish()
    #expect(await drain(operation, stream, position).ids == ["r3", "r4"])
    #expect(throws: SparkError.self) { try operation.attach(after: nil) }
    #expect(throws: SparkError.self) { try operation.attach(after: "r0") }
  }

  @Test func aNewStreamEndsTheOld() async throws {
    let operation = operation()
    let (old, position) = try operation.attach(after: nil)
    async let ended = drain(operation, old, position)
    try await Task.sleep(for: .milliseconds(50))
    let (new, start) = try operation.attach(after: nil)
    #expect(await ended.last == "preempted")
    try operation.append(response(0))
    operation.finish(SparkError("DIVIDE_BY_ZERO"))
    let result = await drain(operation, new, start)
    #expect(result.ids == ["r0"])
    #expect(result.last == "DIVIDE_BY_ZERO")
  }

  @Test func cancelledOperationsTakeNoMore() {
    let operation = operation()
    operation.cancel()
    #expect(throws: SparkError.self) { try operation.append(self.response(0)) }
    operation.finish(SparkError("OPERATION_CANCELED"))
    #expect(operation.status == .cancelled)
  }

  @Test func oneIdOnePlan() throws {
    let registry = OperationRegistry()
    let id = UUID().uuidString
    func make(_ plan: String) -> Operation {
      Operation(id: id, isReattachable: true, tags: ["a"], planBytes: Data(plan.utf8))
    }
    #expect(try registry.add(make("x")).isNew)
    #expect(try !registry.add(make("x")).isNew)
    #expect(throws: SparkError.self) { try registry.add(make("y")) }
    #expect(registry.cancel { $0.tags.contains("a") } == [id])
    registry.remove(id)
    #expect(throws: SparkError.self) { try registry.add(make("x")) }
    #expect(throws: SparkError.self) { try registry.find(id) }
    #expect(registry.findIfThere(id) == nil)
  }
}
