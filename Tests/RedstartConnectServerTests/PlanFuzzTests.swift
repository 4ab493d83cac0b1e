import Foundation
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartSession
import SwiftProtobuf
import Testing

@testable import RedstartConnectServer

/// Mutated plans, as bytes at the door: each becomes an optimised plan, or a `SparkError` that is no fault of Redstart's.
///
/// `REDSTART_FUZZ=1000000 REDSTART_FUZZ_SEED=7 swift test … --filter PlanFuzzTests` looks longer and elsewhere.
@Suite struct PlanFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["REDSTART_FUZZ"].flatMap { Int($0) } ?? 6000
  private static let seed = environment["REDSTART_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  private typealias Relation = Spark_Connect_Relation
  private typealias Expression = Spark_Connect_Expression

  private static func column(_ name: String) -> Expression {
    .with { $0.unresolvedAttribute = .with { $0.unparsedIdentifier = name } }
  }

  private static func number(_ value: Int32) -> Expression { .with { $0.literal = .with { $0.integer = value } } }

  private static func call(_ name: String, _ arguments: Expression...) -> Expression {
    .with {
      $0.unresolvedFunction = .with {
        $0.functionName = name
        $0.arguments = arguments
      }
    }
  }

  private static func alias(_ child: Expression, _ name: String) -> Expression {
    .with {
      $0.alias = .with {
        $0.expr = child
        $0.name = [name]
      }
    }
  }

  private static func lambda(_ body: Expression, _ variables: String...) -> Expression {
    .with {
      $0.lambdaFunction = .with {
        $0.function = body
        $0.arguments = variables.map { name in .with { $0.nameParts = [name] } }
      }
    }
  }

  private static func variable(_ name: String) -> Expression {
    .with { $0.unresolvedNamedLambdaVariable = .with { $0.nameParts = [name] } }
  }

  /// A plan of every common kind of relation and expression.
  private static func seeds() -> [Relation] {
    let sql = Relation.with {
      $0.common = .with { $0.planID = 1 }
      $0.sql = .with { $0.query = "SELECT id, id % 3 AS k, 'x' AS s, array(1, 2) AS a, map('k', 1) AS m FROM range(10)" }
    }
    let range = Relation.with {
      $0.common = .with { $0.planID = 2 }
      $0.range = .with {
        $0.end = 7
        $0.step = 1
      }
    }
    func over(_ child: Relation, _ body: (inout Relation, Relation) -> Void) -> Relation {
      var relation = Relation()
      body(&relation, child)
      return relation
    }
    let projected = over(sql) { relation, child in
      relation.project = .with {
        $0.input = child
        $0.expressions = [
          column("id"), alias(call("+", column("k"), number(1)), "more"), call("upper", column("s")),
          call("transform", column("a"), lambda(call("*", variable("x"), number(2)), "x")),
          alias(
            .with {
              $0.cast = .with {
                $0.expr = column("id")
                $0.typeStr = "string"
              }
            }, "text"),
          .with {
            $0.window = .with {
              $0.windowFunction = call("row_number")
              $0.partitionSpec = [column("k")]
              $0.orderSpec = [
                .with {
                  $0.child = column("id")
                  $0.direction = .descending
                }
              ]
            }
          },
          .with {
            $0.unresolvedExtractValue = .with {
              $0.child = column("m")
              $0.extraction = .with { $0.literal = .with { $0.string = "k" } }
            }
          },
        ]
      }
    }
    let filtered = over(projected) { relation, child in
      relation.filter = .with {
        $0.input = child
        $0.condition = .with { $0.expressionString = .with { $0.expression = "id > 2 AND more IS NOT NULL" } }
      }
    }
    let grouped = over(sql) { relation, child in
      relation.aggregate = .with {
        $0.input = child
        $0.groupType = .groupby
        $0.groupingExpressions = [column("k")]
        $0.aggregateExpressions = [call("sum", column("id")), alias(call("count", number(1)), "n")]
      }
    }
    let pivoted = over(sql) { relation, child in
      relation.aggregate = .with {
        $0.input = child
        $0.groupType = .pivot
        $0.groupingExpressions = [column("s")]
        $0.aggregateExpressions = [call("max", column("id"))]
        $0.pivot = .with {
          $0.col = column("k")
          $0.values = [.with { $0.long = 0 }, .with { $0.long = 1 }]
        }
      }
    }
    let joined = over(sql) { relation, child in
      relation.join = .with {
        $0.left = child
        $0.right = range
        $0.joinType = .leftOuter
        $0.usingColumns = ["id"]
      }
    }
    let sorted = over(joined) { relation, child in
      relation.sort = .with {
        $0.input = child
        $0.isGlobal = true
        $0.order = [
          .with {
            $0.child = column("k")
            $0.nullOrdering = .sortNullsLast
          }
        ]
      }
    }
    let limited = over(sorted) { relation, child in
      relation.limit = .with {
        $0.input = child
        $0.limit = 5
      }
    }
    let united = over(range) { relation, child in
      relation.setOp = .with {
        $0.leftInput = child
        $0.rightInput = range
        $0.setOpType = .except
        $0.isAll = true
      }
    }
    let described = over(sql) { relation, child in
      relation.describe = .with {
        $0.input = child
        $0.cols = ["id", "s"]
      }
    }
    let filled = over(sql) { relation, child in
      relation.fillNa = .with {
        $0.input = child
        $0.cols = ["k"]
        $0.values = [.with { $0.long = 0 }]
      }
    }
    let unpivoted = over(sql) { relation, child in
      relation.unpivot = .with {
        $0.input = child
        $0.ids = [column("s")]
        $0.values = .with { $0.values = [column("id"), column("k")] }
        $0.variableColumnName = "name"
        $0.valueColumnName = "value"
      }
    }
    let columns = over(sql) { relation, child in
      relation.withColumns = .with {
        $0.input = child
        $0.aliases = [
          .with {
            $0.expr = call("when", call(">", column("id"), number(3)), number(1), number(2))
            $0.name = ["c"]
          }
        ]
      }
    }
    let sampled = over(range) { relation, child in
      relation.sample = .with {
        $0.input = child
        $0.lowerBound = 0
        $0.upperBound = 0.5
        $0.seed = 1
      }
    }
    let local = Relation.with { $0.localRelation = .with { $0.schema = "a INT, b STRUCT<c: ARRAY<STRING>>" } }
    return [filtered, grouped, pivoted, limited, united, described, filled, unpivoted, columns, sampled, local]
  }

  @Test func mutatedPlans() throws {
    let engine = try Session(SharedState(threads: 1))
    let session = ConnectSession(
      id: UUID().uuidString, userID: "fuzz", engine: engine,
      operators: OperatorCatalog(registry: MachineLearningOperators.registry))
    let seeds = try Self.seeds().map { try $0.serializedBytes() as [UInt8] }
    for (number, seed) in seeds.enumerated() { #expect(Self.condition(seed, session) == nil, "seed \(number)") }
    var random = SeededNumbers(state: Self.seed)
    for round in 0..<Self.rounds {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 2: bytes.remove(at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
        case 4:
          let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
          let start = Int.random(in: 0..<other.count, using: &random)
          bytes.insert(contentsOf: other[start..<min(other.count, start + Int.random(in: 1...30, using: &random))], at: at)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        }
      }
      if let condition = Self.condition(bytes, session), condition == "INTERNAL_ERROR" {
        let plan = (try? Relation(serializedBytes: bytes, options: .connect)).map { $0.textFormatString() } ?? "\(bytes)"
        Issue.record("\(condition)\n\(plan)")
      }
    }
  }

  /// The condition by which a plan fails, if it does; bytes that are no message fail at the door.
  private static func condition(_ bytes: [UInt8], _ session: ConnectSession) -> String? {
    guard let relation = try? Relation(serializedBytes: bytes, options: .connect) else { return "CONNECT_INVALID_PLAN" }
    do {
      let execution = try session.engine.execution(try PlanConverter(session).plan(relation))
      _ = try execution.schema()
      _ = try execution.physicalForExplain()
      return nil
    } catch {
      return SparkError.wrapping(error).condition
    }
  }
}

/// The same numbers in every run (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
