import Foundation
import GRPCCore
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics

/// Bytes that plans refer to by name.
struct Artifact: Sendable {
  var name: String
  var data: Data
}

extension ConnectClient {
  private static let chunkSize = 1 << 20

  /// Keeps bytes for the server; they travel before the next call that may use them.
  public func keep(_ name: String, _ data: Data) { state.withLock { $0.uploads.append(Artifact(name: name, data: data)) } }

  /// Sends what was kept. Calls that run at the same time send nothing twice; a failure leaves the uploads for the next call.
  func sendUploads() async throws {
    let uploads = state.withLock { $0.uploads }
    guard !uploads.isEmpty else { return }
    let summaries = try await retrying { [self] in
      let response = try await stub.addArtifacts(metadata: metadata, options: options(timeout: .seconds(3600))) { writer in
        for artifact in uploads { try await self.send(artifact, to: writer) }
      }
      try observe(response.serverSideSessionID)
      return response.artifacts
    }
    if let damaged = summaries.first(where: { !$0.isCrcSuccessful }) {
      throw SparkError.internal("the upload of \(damaged.name) was damaged on its way")
    }
    let sent = Set(uploads.map(\.name))
    state.withLock { $0.uploads.removeAll { sent.contains($0.name) } }
  }

  private func send(_ artifact: Artifact, to writer: RPCWriter<Spark_Connect_AddArtifactsRequest>) async throws {
    let size = Self.chunkSize
    let count = max(1, (artifact.data.count + size - 1) / size)
    for index in 0..<count {
      let start = artifact.data.startIndex + index * size
      var chunk = Spark_Connect_AddArtifactsRequest.ArtifactChunk()
      chunk.data = artifact.data[start..<min(start + size, artifact.data.endIndex)]
      chunk.crc = Int64(CRC32.of(chunk.data))
      var request = Spark_Connect_AddArtifactsRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if count == 1 {
        var single = Spark_Connect_AddArtifactsRequest.SingleChunkArtifact()
        single.name = artifact.name
        single.data = chunk
        request.batch.artifacts = [single]
      } else if index == 0 {
        request.beginChunk.name = artifact.name
        request.beginChunk.totalBytes = Int64(artifact.data.count)
        request.beginChunk.numChunks = Int64(count)
        request.beginChunk.initialChunk = chunk
      } else {
        request.chunk = chunk
      }
      try await writer.write(request)
    }
  }
}
