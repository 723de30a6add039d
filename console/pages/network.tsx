export function Network(props: { demonstration: boolean }) {
  return <h1>{String(props.demonstration)}</h1>
}
