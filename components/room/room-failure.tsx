/** Why a wish was not granted, read out at once; '' shows nothing. */
export function RoomFailure({ failure }: { failure: string }) {
  return failure ? (
    <p className="room-failure" role="alert">
      {failure}
    </p>
  ) : null;
}
