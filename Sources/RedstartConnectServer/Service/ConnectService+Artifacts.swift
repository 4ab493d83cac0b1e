import Foundation
import GRPCCore
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics

extension ConnectService {
  func addArtifacts(
    request: RPCAsyncSequence<Spark_Connect_AddArtifactsRequest, any Error>, context: ServerContext
  ) async throws -> Spark_Connect_AddArtifactsResponse {
    var upload: ArtifactUpload?
    var owner: ConnectSession?
    do {
      for try await message in request {
        if upload == nil {
          let session = try self.session(
            message.sessionID, message.userContext,
            message.hasClientObservedServerSideSessionID ? message.clientObservedServerSideSessionID : nil)
          owner = session
          upload = ArtifactUpload(session.artifacts)
        }
        try upload?.take(message)
      }
      var response = Spark_Connect_AddArtifactsResponse()
      response.sessionID = owner?.id ?? ""
      response.serverSideSessionID = owner?.serverSideID ?? ""
      response.artifacts = try upload?.finish() ?? []
      return response
    } catch let error as SparkError {
      throw status(error, owner)
    }
  }

  func artifactStatus(
    request: Spark_Connect_ArtifactStatusesRequest, context: ServerContext
  ) async throws -> Spark_Connect_ArtifactStatusesResponse {
    try await answering(nil) {
      let session = try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
      var response = Spark_Connect_ArtifactStatusesResponse()
      response.sessionID = session.id
      response.serverSideSessionID = session.serverSideID
      for name in request.names {
        var answer = Spark_Connect_ArtifactStatusesResponse.ArtifactStatus()
        answer.exists = session.artifacts.exists(name)
        response.statuses[name] = answer
      }
      return response
    }
  }
}

/// Puts the pieces of an upload together.
struct ArtifactUpload {
  private let store: ArtifactStore
  private var summaries: [Spark_Connect_AddArtifactsResponse.ArtifactSummary] = []
  private var open: (name: String, data: Data, total: Int, chunks: Int, isSound: Bool)?

  init(_ store: ArtifactStore) { self.store = store }

  mutating func take(_ message: Spark_Connect_AddArtifactsRequest) throws {
    switch message.payload {
    case .batch(let batch):
      try finishOpen()
      for artifact in batch.artifacts {
        try ArtifactStore.check(artifact.name)
        try add(artifact.name, artifact.data.data, isSound: isSound(artifact.data))
      }
    case .beginChunk(let begin):
      try finishOpen()
      try ArtifactStore.check(begin.name)
      open = (begin.name, begin.initialChunk.data, Int(begin.totalBytes), Int(begin.numChunks) - 1, isSound(begin.initialChunk))
    case .chunk(let chunk):
      guard open != nil else { throw SparkError.invalidPlan("a piece of an upload that was not begun") }
      open?.data.append(chunk.data)
      open?.chunks -= 1
      if !isSound(chunk) { open?.isSound = false }
      if open?.chunks == 0 { try finishOpen() }
    case nil: throw SparkError.invalidPlan("an upload without content")
    }
  }

  private func isSound(_ chunk: Spark_Connect_AddArtifactsRequest.ArtifactChunk) -> Bool {
    Int64(CRC32.of(chunk.data)) == chunk.crc
  }

  private mutating func finishOpen() throws {
    guard let artifact = open else { return }
    open = nil
    guard artifact.chunks <= 0, artifact.data.count == artifact.total else {
      throw SparkError.invalidPlan("an upload of \(artifact.data.count) bytes where \(artifact.total) were announced")
    }
    try add(artifact.name, artifact.data, isSound: artifact.isSound)
  }

  private mutating func add(_ name: String, _ data: Data, isSound: Bool) throws {
    if isSound { try store.keep(name, data) }
    var summary = Spark_Connect_AddArtifactsResponse.ArtifactSummary()
    summary.name = name
    summary.isCrcSuccessful = isSound
    summaries.append(summary)
  }

  mutating func finish() throws -> [Spark_Connect_AddArtifactsResponse.ArtifactSummary] {
    try finishOpen()
    return summaries
  }
}
