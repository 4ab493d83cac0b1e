import RedstartConnectors
import RedstartTypes

/// Decides from statistics which row groups, and which rows of them, can meet the filters.
struct RowGroupPruning {
  init(
    _ metadata: ParquetFileMetadata, _ request: ScanRequest, _ environment: SourceEnvironment, partitionValues: [Value]
  ) {
  }
  func canMatch(_ group: RowGroup) -> Bool { true }
  func ranges(_ group: RowGroup) -> [Range<Int>] { [0..<group.rowCount] }
}
