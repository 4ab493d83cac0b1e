import Foundation
import RedstartAggregateFunctions
import RedstartCSVSource
import RedstartCatalog
import RedstartCollectionFunctions
import RedstartConnectors
import RedstartDateTimeFunctions
import RedstartExecution
import RedstartLogicalPlan
import RedstartMathFunctions
import RedstartMemory
import RedstartOperatorFunctions
import RedstartParquetSource
import RedstartSemiStructuredFunctions
import RedstartStringFunctions
import RedstartTextSource
import RedstartWindowFunctions
import Synchronization

/// What all sessions of a process share: threads, memory, tables, functions, data sources and cached rows.
public final class SharedState: Sendable {
  public let pool: WorkerPool
  public let memory: MemoryPool
  public let catalog: SharedCatalog
  public let functions: FunctionRegistry
  public let dataSources: DataSourceRegistry
  public let cache = CacheRegistry()
  private let components = Mutex<[ObjectIdentifier: any Sendable]>([:])

  /// - Parameters:
  ///   - memoryLimit: Bytes that queries may hold at once; 70 % of the machine when nil.
  ///   - warehouse: Folder of managed tables; `spark-warehouse` in the current folder when nil.
  public init(threads: Int? = nil, memoryLimit: Int? = nil, warehouse: String? = nil) {
    pool = threads.map { WorkerPool(threadCount: $0) } ?? .shared
    memory = MemoryPool(limit: memoryLimit ?? Int(ProcessInfo.processInfo.physicalMemory / 10 * 7))
    catalog = SharedCatalog(warehouse: warehouse ?? FileManager.default.currentDirectoryPath + "/spark-warehouse")
    functions = FunctionRegistry(
      OperatorFunctions.all + StringFunctions.all + MathFunctions.all + DateTimeFunctions.all + CollectionFunctions.all
        + SemiStructuredFunctions.all + AggregateFunctions.all + WindowFunctions.all)
    dataSources = DataSourceRegistry([CSVSource(), ParquetSource(), TextSource()])
  }

  /// What a module above keeps once for all sessions; made when it is first asked for.
  public func component<T: Sendable>(_ type: T.Type = T.self, _ make: () -> T) -> T {
    components.withLock { components in
      if let known = components[ObjectIdentifier(type)] as? T { return known }
      let made = make()
      components[ObjectIdentifier(type)] = made
      return made
    }
  }
}
